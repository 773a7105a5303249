import { type AtMost, equal } from "./attacker.ts";
import { keyOf, valuesOf } from "./cells.ts";
import { BREAKDOWNS, type BreakdownName, levelOf } from "./lattice.ts";
import type { Period } from "./period.ts";
import type { Axes } from "./release.queries.ts";

const totalKey = ({ kind, start }: Period, unitId: string) => `TOTAL|${kind}|${start}|${unitId}`;

/**
 * What an attacker may reckon with: first what always holds, then beside it what often does, namely that nobody writes to a unit that has
 * others below it, that nothing comes late, and that nobody changes a topic. Both are tried, since either may tell more.
 */
export function guessesAbout(periods: readonly Period[], axes: Axes): AtMost[][] {
  const certain = periods.flatMap((period) => [...acrossValues(period, axes), ...acrossUnits(period, axes)]);
  const likely = certain.filter((relation) => !isReasonsOfAll(relation)).map(({ smaller, larger }) => ({ smaller: larger, larger: smaller }));
  return [certain, [...certain, ...likely, ...acrossPeriods(periods, axes)]];
}

/** Most opinions are not set aside at all: the reasons never make up the whole. */
const isReasonsOfAll = ({ smaller, larger }: AtMost) =>
  smaller.some((key) => key.includes("_REASON|")) && larger.some((key) => key.startsWith("TOTAL|"));

/** Each way of dividing a unit's opinions divides the same opinions. */
function acrossValues(period: Period, axes: Axes): AtMost[] {
  const unitsById = new Map(axes.units.map((unit) => [unit.id, unit]));
  return BREAKDOWNS.filter((breakdown) => breakdown.period === period.kind).flatMap(({ name, by, level }) =>
    axes.units
      .filter((unit) => levelOf(unit, unitsById) === level)
      .flatMap(({ id: unitId }) => {
        const parts = valuesOf(by, axes).map((value) => keyOf({ breakdown: name, start: period.start, unitId, value }));
        const whole = [totalKey(period, unitId)];
        return by === "REASON" ? [{ smaller: parts, larger: whole }] : equal(parts, whole);
      }),
  );
}

/** What was written to units lies in what was written to the unit above them, in all and for each value that both show. */
function acrossUnits(period: Period, axes: Axes): AtMost[] {
  const root = axes.units.find(({ parentId }) => parentId === null)?.id ?? "";
  const below = (id: string) => axes.units.filter(({ parentId }) => parentId === id).map((unit) => unit.id);
  const totals = axes.units.map(({ id }) => ({ smaller: below(id).map((child) => totalKey(period, child)), larger: [totalKey(period, id)] }));
  const shared = (["CHANNEL", "URGENCY", "REASON"] as const).flatMap((by) =>
    valuesOf(by, axes).map((value) => ({
      smaller: below(root).map((unitId) => keyOf({ breakdown: `BLOCK_${by}`, start: period.start, unitId, value })),
      larger: [keyOf({ breakdown: `ORGANIZATION_${by}`, start: period.start, unitId: root, value })],
    })),
  );
  return [...totals, ...(period.kind === "MONTH" ? shared : [])].filter(({ smaller }) => smaller.length > 0);
}

const TOPICS_BY = { WEEK: "ORGANIZATION_TOPIC", MONTH: "BLOCK_TOPIC", QUARTER: "COMPANY_TOPIC" } as const satisfies Record<
  Period["kind"],
  BreakdownName
>;

/** Weeks that lie within a month, and months within a quarter, hold no more than it; those that cover it hold no less. */
function acrossPeriods(periods: readonly Period[], axes: Axes): AtMost[] {
  return periods.flatMap((long) => {
    const kind = { WEEK: undefined, MONTH: "WEEK", QUARTER: "MONTH" }[long.kind];
    const touching = periods.filter((short) => short.kind === kind && short.start < long.end && short.end > long.start);
    const inside = touching.filter(({ start, end }) => start >= long.start && end <= long.end);
    const isCovered = touching.some(({ start }) => start <= long.start) && touching.some(({ end }) => end >= long.end);
    return topicsOf(long, axes)
      .filter(({ keys }) => keys.length > 0)
      .flatMap(({ unitId, value, keys }) => {
        const inPeriod = (short: Period) => keyOf({ breakdown: TOPICS_BY[short.kind], start: short.start, unitId, value });
        const least: AtMost[] = inside.length > 0 ? [{ smaller: inside.map(inPeriod), larger: keys }] : [];
        return isCovered ? [...least, { smaller: keys, larger: touching.map(inPeriod) }] : least;
      });
  });
}

/** A month's topics add up to the organization's, a quarter's to each block's. */
function topicsOf(long: Period, axes: Axes): { unitId: string; value: string | null; keys: string[] }[] {
  const root = axes.units.find(({ parentId }) => parentId === null)?.id;
  const blocks = axes.units.filter(({ parentId }) => parentId === root).map(({ id }) => id);
  const tops = long.kind === "MONTH" ? [root ?? ""] : blocks;
  return tops.flatMap((unitId) => {
    const below = axes.units.filter(({ parentId }) => parentId === unitId);
    return valuesOf("TOPIC", axes).map((value) => ({
      unitId,
      value,
      keys: below.map((unit) => keyOf({ breakdown: TOPICS_BY[long.kind], start: long.start, unitId: unit.id, value })),
    }));
  });
}
