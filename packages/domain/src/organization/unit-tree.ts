import type { Unit } from "./unit.entity.ts";

export interface PlacedUnit {
  readonly unit: Unit;
  /** 0 for the root. */
  readonly depth: number;
}

/** The units in reading order: each before what is below it, siblings by position and then by name. */
export function inReadingOrder(units: readonly Unit[]): PlacedUnit[] {
  const children = Map.groupBy(units, ({ parentId }) => parentId);
  const walk = (parentId: string | null, depth: number): PlacedUnit[] =>
    (children.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name, "vi"))
      .flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk(null, 0);
}
