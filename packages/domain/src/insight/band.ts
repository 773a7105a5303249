/** What may be told of a count: a multiple of five, or one of two words. */
export type Figure = number | "FEWER_THAN_FIVE" | "WITHHELD";

/** What a count can be, both ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const STEP = 5;
const FEWEST_SUBMISSIONS = 3;

/** None to four are one band, so that nobody sees whether there is one or none; all others go to the nearest five. */
export function bandOf(count: number): Figure {
  return count < STEP ? "FEWER_THAN_FIVE" : Math.round(count / STEP) * STEP;
}

/** The figure of a cell that came in by these submissions, each given by its number of opinions: no cell may be the voice of one or two. */
export function figureOf(submissions: readonly number[]): Figure {
  const count = submissions.reduce((sum, size) => sum + size, 0);
  const isCarried = submissions.length >= FEWEST_SUBMISSIONS && Math.max(...submissions) * 2 <= count;
  return count < STEP || isCarried ? bandOf(count) : "WITHHELD";
}

export function rangeOf(figure: Figure): Range {
  if (figure === "WITHHELD") return { low: 0, high: Number.POSITIVE_INFINITY };
  if (figure === "FEWER_THAN_FIVE") return { low: 0, high: STEP - 1 };
  // Three and four would be nearest to five, but they stand in the band of few.
  return { low: Math.max(STEP, figure - 2), high: figure + 2 };
}

/** Whether somebody who knows this range knows a number, or that a small one is not none. */
export function isTelling({ low, high }: Range): boolean {
  return low === high || high <= 1 || (low >= 1 && high < STEP);
}

/** A share in whole percent, out of rounded figures alone; null where one of them is not told. */
export function shareOf(part: Figure, whole: Figure): number | null {
  if (typeof part !== "number" || typeof whole !== "number") return null;
  return Math.min(100, Math.round((part / whole) * 100));
}
