import type { ClientInHand } from "../client.documents.ts";

type Day = ClientInHand["usage"][number];

export interface DayBar {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly calls: number;
  readonly cost: number;
  readonly refused: number;
}

export interface MonthOfUse {
  /** Thirty of them, the oldest first; quiet days too. */
  readonly bars: readonly DayBar[];
  readonly calls: number;
  readonly cost: number;
  readonly refused: number;
  /** The most frequent first. */
  readonly refusals: readonly { readonly code: string; readonly count: number }[];
}

const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const OFFSET_MS = 7 * 60 * 60 * 1000;

/** The last thirty days by the clock in Viet Nam, up to the one on which `now` lies. */
export function monthOfUse(days: readonly Day[], now: Date): MonthOfUse {
  const known = new Map(days.map((day) => [day.day, day]));
  const bars = Array.from({ length: DAYS }, (_, place) => {
    const day = new Date(now.getTime() + OFFSET_MS - (DAYS - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    const { calls = 0, cost = 0, refusals = [] } = known.get(day) ?? {};
    return { day, calls, cost, refused: sum(refusals.map(({ count }) => count)) };
  });
  const counts = new Map<string, number>();
  for (const { refusals } of days) for (const { code, count } of refusals) counts.set(code, (counts.get(code) ?? 0) + count);
  return {
    bars,
    calls: sum(bars.map(({ calls }) => calls)),
    cost: sum(bars.map(({ cost }) => cost)),
    refused: sum(bars.map(({ refused }) => refused)),
    refusals: [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
