"use client";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useMemo } from "react";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Moments in words: a quarter of an hour for opinions, a minute for colleagues' decisions. */
export function useWhen() {
  const format = useFormatter();
  const now = useNow();
  const t = useTranslations("when");
  return useMemo(() => {
    const clock = (moment: Date) => format.dateTime(moment, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
    const day = (moment: Date) => format.dateTime(moment, { day: "numeric", month: "numeric" });
    const dayKey = (moment: Date) => format.dateTime(moment, { year: "numeric", month: "2-digit", day: "2-digit" });
    const isToday = (moment: Date) => dayKey(moment) === dayKey(now);
    const isYesterday = (moment: Date) => dayKey(moment) === dayKey(new Date(now.getTime() - DAY_MS));
    return {
      /** 9:15 today, 21/11 before. */
      short: (iso: string) => (isToday(new Date(iso)) ? clock(new Date(iso)) : day(new Date(iso))),
      /** "Hôm nay, khoảng 9:15": never closer than the quarter of an hour that is kept. */
      about(iso: string) {
        const moment = new Date(iso);
        if (isToday(moment)) return t("todayAbout", { time: clock(moment) });
        if (isYesterday(moment)) return t("yesterdayAbout", { time: clock(moment) });
        return t("dayAbout", { day: day(moment), time: clock(moment) });
      },
      /** 22/11, 9:32: when a colleague did something. */
      exact: (iso: string) => t("exact", { day: day(new Date(iso)), time: clock(new Date(iso)) }),
    };
  }, [format, now, t]);
}
