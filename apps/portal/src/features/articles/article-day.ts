import { getLocale } from "next-intl/server";
import { findTimeZone } from "@/features/organization/find-organization.ts";
import { formatDay } from "@/i18n/dates.ts";

/** A moment as a day in the reader's language and the organization's time zone. */
export async function articleDay(moment: string): Promise<string> {
  const [locale, timeZone] = await Promise.all([getLocale(), findTimeZone()]);
  return formatDay(moment, { locale, timeZone });
}
