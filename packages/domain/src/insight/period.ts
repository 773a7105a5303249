import type { PeriodKind } from "./lattice.ts";

/** From its first day to the day behind its last, in the organization's own calendar (YYYY-MM-DD). */
export interface Period {
  readonly kind: PeriodKind;
  readonly start: string;
  readonly end: string;
}

// Việt Nam has one zone and no summer time.
const OFFSET_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const FREEZING_HOUR_MS = 2 * 60 * 60 * 1000;
const MONTHS_IN = { MONTH: 1, QUARTER: 3 };

/** The instant at which a day begins in Việt Nam. */
export function startOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
}

const dayOf = (utc: number) => new Date(utc).toISOString().slice(0, 10);

/** The day it is in Việt Nam. */
export function dayAt(moment: Date): string {
  return dayOf(moment.getTime() + OFFSET_MS);
}

/** When a period is frozen: a week on the Monday behind it at two, a month and a quarter on the third of the next month at two. */
export function freezesAt({ kind, end }: Period): Date {
  const waiting = kind === "WEEK" ? 0 : 2 * DAY_MS;
  return new Date(startOfDay(end).getTime() + waiting + FREEZING_HOUR_MS);
}

/** The period of the kind in which the moment lies. */
export function periodAt(kind: PeriodKind, moment: Date): Period {
  const local = new Date(moment.getTime() + OFFSET_MS);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  if (kind === "WEEK") {
    const monday = Date.UTC(year, month, day - ((local.getUTCDay() + 6) % 7));
    return { kind, start: dayOf(monday), end: dayOf(monday + 7 * DAY_MS) };
  }
  const months = MONTHS_IN[kind];
  const first = month - (month % months);
  return { kind, start: dayOf(Date.UTC(year, first, 1)), end: dayOf(Date.UTC(year, first + months, 1)) };
}

/** The period behind this one. */
export function periodAfter({ kind, end }: Period): Period {
  return periodAt(kind, startOfDay(end));
}
