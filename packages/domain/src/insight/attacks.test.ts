import fc from "fast-check";
import { expect, test } from "vitest";
import { attack, isolatedCells } from "./attacker.ts";
import { type Figure, isTelling, type Range, rangeOf } from "./band.ts";
import { type Cell, countCells, keyOf } from "./cells.ts";
import type { CountedUnit } from "./lattice.ts";
import { dayAt, type Period, periodAfter, periodAt } from "./period.ts";
import { guessesAbout } from "./relations.ts";
import type { Axes, Batch } from "./release.queries.ts";
import { suppress } from "./suppress.ts";

const unit = (id: string, parentId: string | null, memberCount = 100): CountedUnit => ({ id, parentId, memberCount });
const AXES: Axes = {
  units: [
    unit("union", null),
    unit("block A", "union"),
    unit("block B", "union"),
    unit("company A1", "block A"),
    unit("company A2", "block A"),
    unit("company B1", "block B"),
    unit("workshop 1", "company A1"),
    unit("workshop 2", "company A1"),
    unit("tiny workshop", "company A1", 7),
  ],
  topicIds: ["wages", "safety"],
  channelIds: ["portal", "field"],
};

const HOUR_MS = 60 * 60 * 1000;
const QUARTER_START = Date.parse("2026-09-30T17:00:00Z");
const batch = fc.record({
  unitId: fc.constantFrom(...AXES.units.map(({ id }) => id)),
  channelId: fc.constantFrom(...AXES.channelIds),
  isPortal: fc.boolean(),
  topicId: fc.constantFrom("wages", "safety", null),
  urgency: fc.constantFrom("ROUTINE", "SOON", "URGENT", "HOTSPOT"),
  reason: fc.constantFrom(null, null, null, "SPAM", "TEST"),
  receivedAt: fc.nat(92 * 24 - 1).map((hours) => new Date(QUARTER_START + hours * HOUR_MS)),
  count: fc.integer({ min: 1, max: 6 }),
});

function periodsOfTheQuarter(): Period[] {
  const start = new Date(QUARTER_START);
  const periods: Period[] = [];
  for (const kind of ["WEEK", "MONTH", "QUARTER"] as const)
    for (let period = periodAt(kind, start); period.start < "2027-01-01"; period = periodAfter(period)) periods.push(period);
  return periods.toSorted((a, b) => a.end.localeCompare(b.end));
}

const PERIODS = periodsOfTheQuarter();
const isIn = ({ start, end }: Period, moment: Date) => {
  const day = dayAt(moment);
  return day >= start && day < end;
};

/** A quarter as it is told, release after release; without the gate, to see that there is something to guard. */
function tell(opinions: readonly Batch[], isGuarded = true): Cell[] {
  const cells: Cell[] = [];
  for (const [place, period] of PERIODS.entries()) {
    const received = opinions.filter(({ receivedAt }) => isIn(period, receivedAt));
    const counted = countCells(period, AXES, received);
    const drafted = figuresOf(counted);
    const guesses = guessesAbout(PERIODS.slice(0, place + 1), AXES);
    const figures = isGuarded ? suppress({ figures: drafted, told: figuresOf(cells), guesses }) : drafted;
    cells.push(...counted.map((cell) => ({ ...cell, figure: figures.get(keyOf(cell)) ?? "WITHHELD" })));
  }
  return cells;
}

const figuresOf = (cells: readonly Cell[]) => new Map<string, Figure>(cells.map((cell) => [keyOf(cell), cell.figure]));
const GUESSES = guessesAbout(PERIODS, AXES);

interface Score {
  tried: number;
  told: number;
}

function score(result: Score, range: Range): void {
  result.tried += 1;
  if (isTelling(range)) result.told += 1;
}

/** First attack: compute what is hidden out of everything that is told. */
function computeHidden(cells: readonly Cell[], result: Score): void {
  const figures = figuresOf(cells);
  for (const relations of GUESSES)
    for (const [key, range] of attack(figures, relations)) if (typeof figures.get(key) !== "number") score(result, range);
}

/** What is left when one sum of figures is taken from another that holds it. */
function difference(whole: readonly Cell[], parts: readonly Cell[]): Range {
  const sum = (cells: readonly Cell[], end: keyof Range) => cells.reduce((total, { figure }) => total + rangeOf(figure)[end], 0);
  return { low: Math.max(0, sum(whole, "low") - sum(parts, "high")), high: sum(whole, "high") - sum(parts, "low") };
}

/** Second: the organization without one of its blocks, for each value that both show. */
function sumUnits(cells: readonly Cell[], result: Score): void {
  for (const part of cells.filter(({ breakdown }) => breakdown.startsWith("BLOCK_") && breakdown !== "BLOCK_TOPIC")) {
    const breakdown = part.breakdown.replace("BLOCK", "ORGANIZATION");
    const whole = cells.filter((cell) => cell.breakdown === breakdown && cell.value === part.value && cell.start === part.start);
    score(result, difference(whole, [part]));
  }
}

/** Third: a month without the weeks in it, and the weeks that cover a month without it, which leaves days that nobody can ask about. */
function cutDates(cells: readonly Cell[], result: Score): void {
  for (const month of PERIODS.filter(({ kind }) => kind === "MONTH"))
    for (const value of [...AXES.topicIds, null]) {
      const inMonth = cells.filter((cell) => cell.breakdown === "BLOCK_TOPIC" && cell.start === month.start && cell.value === value);
      const weeks = cells.filter((cell) => cell.kind === "WEEK" && cell.value === value && cell.start < month.end && cell.end > month.start);
      const inside = weeks.filter(({ start, end }) => start >= month.start && end <= month.end);
      score(result, difference(inMonth, inside));
      score(result, difference(weeks, inMonth));
    }
}

const ATTACKS = { computeHidden, sumUnits, cutDates };
const manyOpinions = fc.array(batch, { minLength: 20, maxLength: 120 });

function play(attackBy: (cells: readonly Cell[], result: Score) => void, isGuarded: boolean): Score {
  const result: Score = { tried: 0, told: 0 };
  for (const opinions of fc.sample(manyOpinions, { numRuns: 10, seed: 37 })) attackBy(tell(opinions, isGuarded), result);
  return result;
}

test("random opinions, a quarter of releases: whatever an attacker guesses, nothing is isolated", () => {
  fc.assert(
    fc.property(manyOpinions, (opinions) => {
      const figures = figuresOf(tell(opinions));
      for (const relations of GUESSES) expect(isolatedCells(figures, relations)).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test.each(Object.entries(ATTACKS))("the attack %s tells nothing", (name, attackBy) => {
  const { tried, told } = play(attackBy, true);
  console.info(`${name}: ${told} of ${tried} told something`);
  expect(tried).toBeGreaterThan(50);
  expect(told).toBe(0);
});

test("without the gate, hidden cells are computed: there is something to guard", () => {
  const { tried, told } = play(computeHidden, false);
  console.info(`without the gate: ${told} of ${tried} told something`);
  expect(told).toBeGreaterThan(0);
});
