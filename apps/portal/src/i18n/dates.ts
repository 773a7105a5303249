import type { PortalLocale } from "./routing.ts";

export const DEFAULT_TIME_ZONE = "Asia/Ho_Chi_Minh";
const FORMAT_LOCALES = { vi: "vi-VN", en: "en-GB" } as const satisfies Record<PortalLocale, string>;
const FIFTEEN_MINUTES_MS = 15 * 60 * 1000;

interface Place {
  readonly locale: PortalLocale;
  readonly timeZone: string;
}

/** 22/11/2026, or 22 Nov 2026 in English. */
export function formatDay(moment: Date | string, place: Place): string {
  const month = place.locale === "vi" ? "2-digit" : "short";
  return format(moment, place, { day: "2-digit", month, year: "numeric" });
}

/** Chủ Nhật, or Sunday in English. */
export function formatWeekday(moment: Date | string, place: Place): string {
  return format(moment, place, { weekday: "long" });
}

/** Both ends of the quarter of an hour that begins at the moment, as 9:15 and 9:30. */
export function formatQuarterHour(moment: string, place: Place): { readonly from: string; readonly to: string } {
  const end = new Date(Date.parse(moment) + FIFTEEN_MINUTES_MS);
  return { from: formatTime(moment, place), to: formatTime(end, place) };
}

function formatTime(moment: Date | string, place: Place): string {
  return format(moment, place, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }).replace(/^0(?=\d:)/, "");
}

function format(moment: Date | string, { locale, timeZone }: Place, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(FORMAT_LOCALES[locale], { ...options, timeZone }).format(typeof moment === "string" ? Date.parse(moment) : moment);
}
