/** Everything that can ever be asked: there is no other breakdown, no free period and no free choice of units. */
export const BREAKDOWNS = [
  { name: "ORGANIZATION_TOPIC", level: "ORGANIZATION", by: "TOPIC", period: "WEEK" },
  { name: "BLOCK_TOPIC", level: "BLOCK", by: "TOPIC", period: "MONTH" },
  { name: "COMPANY_TOPIC", level: "COMPANY", by: "TOPIC", period: "QUARTER" },
  { name: "UNIT", level: "UNIT", by: "ALL", period: "MONTH" },
  { name: "ORGANIZATION_CHANNEL", level: "ORGANIZATION", by: "CHANNEL", period: "MONTH" },
  { name: "BLOCK_CHANNEL", level: "BLOCK", by: "CHANNEL", period: "MONTH" },
  { name: "ORGANIZATION_URGENCY", level: "ORGANIZATION", by: "URGENCY", period: "MONTH" },
  { name: "BLOCK_URGENCY", level: "BLOCK", by: "URGENCY", period: "MONTH" },
  { name: "ORGANIZATION_REASON", level: "ORGANIZATION", by: "REASON", period: "MONTH" },
  { name: "BLOCK_REASON", level: "BLOCK", by: "REASON", period: "MONTH" },
] as const satisfies readonly Breakdown[];

export type BreakdownName = (typeof BREAKDOWNS)[number]["name"];
export const LEVELS = ["ORGANIZATION", "BLOCK", "COMPANY", "UNIT"] as const;
export type Level = (typeof LEVELS)[number];
export const PERIOD_KINDS = ["WEEK", "MONTH", "QUARTER"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];
export type Dimension = "TOPIC" | "ALL" | "CHANNEL" | "URGENCY" | "REASON";

export interface Breakdown {
  readonly name: string;
  readonly level: Level;
  readonly by: Dimension;
  readonly period: PeriodKind;
}

/** A unit with fewer members is never shown alone; neither is one whose members nobody has counted. */
export const FEWEST_MEMBERS = 20;

export interface CountedUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly memberCount: number | null;
}

/** The level of each unit by its place under the root; what lies deeper than a company is a unit. */
export function levelOf(unit: CountedUnit, unitsById: ReadonlyMap<string, CountedUnit>): Level {
  let depth = 0;
  for (let above = unit.parentId; above !== null && depth < 3; above = unitsById.get(above)?.parentId ?? null) depth += 1;
  return LEVELS[depth] ?? "UNIT";
}

export function mayStandAlone({ memberCount }: CountedUnit): boolean {
  return (memberCount ?? 0) >= FEWEST_MEMBERS;
}
