import { type Figure, isTelling, type Range, rangeOf } from "./band.ts";

/** The sum of the ones is at most the sum of the others, by what the cells mean. A whole and all its parts are two of these. */
export interface AtMost {
  readonly smaller: readonly string[];
  readonly larger: readonly string[];
}

export function equal(some: readonly string[], others: readonly string[]): AtMost[] {
  return [
    { smaller: some, larger: others },
    { smaller: others, larger: some },
  ];
}

const ANYTHING = rangeOf("WITHHELD");

/**
 * What can be worked out from figures: the range of every cell, narrowed by every relation until none narrows it any more. A relation
 * that would leave a cell no number at all is a wrong guess and is passed over. Cells without a figure may be named in relations.
 */
export function attack(figures: ReadonlyMap<string, Figure>, relations: readonly AtMost[]): Map<string, Range> {
  const ranges = new Map<string, Range>([...figures].map(([key, figure]) => [key, rangeOf(figure)]));
  const rangeAt = (key: string) => ranges.get(key) ?? ANYTHING;
  const sumOf = (keys: readonly string[], end: keyof Range, without?: number) =>
    keys.reduce((sum, key, place) => (place === without ? sum : sum + rangeAt(key)[end]), 0);

  const narrow = (key: string, { low, high }: Range): boolean => {
    const old = rangeAt(key);
    const range = { low: Math.max(old.low, low), high: Math.min(old.high, high) };
    if (range.low > range.high || (range.low === old.low && range.high === old.high)) return false;
    ranges.set(key, range);
    return true;
  };

  const apply = ({ smaller, larger }: AtMost): boolean => {
    let hasNarrowed = false;
    const most = sumOf(larger, "high");
    const least = sumOf(smaller, "low");
    for (const [place, key] of smaller.entries()) if (narrow(key, { low: 0, high: most - sumOf(smaller, "low", place) })) hasNarrowed = true;
    for (const [place, key] of larger.entries())
      if (narrow(key, { low: least - sumOf(larger, "high", place), high: Number.POSITIVE_INFINITY })) hasNarrowed = true;
    return hasNarrowed;
  };

  let isMoving = true;
  while (isMoving) isMoving = relations.map(apply).includes(true);
  return ranges;
}

/** The cells of which the figures and relations tell more than they may. */
export function isolatedCells(figures: ReadonlyMap<string, Figure>, relations: readonly AtMost[]): string[] {
  const ranges = attack(figures, relations);
  return [...ranges].filter(([, range]) => isTelling(range)).map(([key]) => key);
}
