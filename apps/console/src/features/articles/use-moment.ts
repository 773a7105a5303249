"use client";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";

/** Days and moments as people write them here: 22/11/2026, 9:15, by the clock in Viet Nam. */
export function useMoment() {
  const format = useFormatter();
  const month = useLocale() === "vi" ? "2-digit" : "short";
  const t = useTranslations("articles.moment");
  return useMemo(() => {
    const day = (moment: Date) => format.dateTime(moment, { day: "2-digit", month, year: "numeric" });
    const clock = (moment: Date) => format.dateTime(moment, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
    return {
      at: (iso: string) => t("at", { day: day(new Date(iso)), time: clock(new Date(iso)) }),
      /** A calendar day, YYYY-MM-DD, which has no time zone; half-typed ones stay as they are. */
      day(date: string) {
        const noon = new Date(`${date}T12:00:00+07:00`);
        return Number.isNaN(noon.getTime()) ? date : day(noon);
      },
    };
  }, [format, month, t]);
}
