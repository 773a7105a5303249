import { SET_ASIDE_REASONS, URGENCIES } from "../opinions/opinion-status.ts";
import { type Figure, figureOf } from "./band.ts";
import { BREAKDOWNS, type Breakdown, type BreakdownName, type CountedUnit, type Dimension, levelOf, mayStandAlone } from "./lattice.ts";
import type { Period } from "./period.ts";
import type { Axes, Batch } from "./release.queries.ts";

/** One figure of a release, and everything it is about. */
export interface Cell extends Period {
  readonly breakdown: BreakdownName;
  readonly unitId: string;
  /** A topic or channel by its id, an urgency or a reason; null for all of them, and for what nobody has given a topic yet. */
  readonly value: string | null;
  readonly figure: Figure;
}

type Place = Pick<Cell, "breakdown" | "start" | "unitId" | "value">;

export function keyOf({ breakdown, start, unitId, value }: Place): string {
  return [breakdown, start, unitId, value ?? "-"].join("|");
}

export function valuesOf(by: Dimension, { topicIds, channelIds }: Axes): readonly (string | null)[] {
  if (by === "TOPIC") return [...topicIds, null];
  if (by === "CHANNEL") return channelIds;
  if (by === "URGENCY") return URGENCIES;
  return by === "REASON" ? SET_ASIDE_REASONS : [null];
}

/** Every cell that the lattice has for the period, also those in which nothing is. */
export function countCells(period: Period, axes: Axes, batches: readonly Batch[]): Cell[] {
  const unitsById = new Map(axes.units.map((unit) => [unit.id, unit]));
  const within = batchesByUnit(unitsById, batches);
  return BREAKDOWNS.filter(({ period: kind }) => kind === period.kind).flatMap((breakdown) =>
    axes.units
      .filter((unit) => levelOf(unit, unitsById) === breakdown.level && (unit.parentId === null || mayStandAlone(unit)))
      .flatMap(({ id: unitId }) =>
        valuesOf(breakdown.by, axes).map((value) => {
          const counted = (within.get(unitId) ?? []).filter((batch) => belongs(batch, breakdown.by, value));
          return { ...period, breakdown: breakdown.name, unitId, value, figure: figureOf(submissionsOf(counted)) };
        }),
      ),
  );
}

/** A unit counts with everything below it. */
function batchesByUnit(unitsById: ReadonlyMap<string, CountedUnit>, batches: readonly Batch[]): Map<string, Batch[]> {
  const within = new Map<string, Batch[]>();
  for (const batch of batches)
    for (let id: string | null = batch.unitId; id !== null; id = unitsById.get(id)?.parentId ?? null)
      within.set(id, [...(within.get(id) ?? []), batch]);
  return within;
}

function belongs(batch: Batch, by: Breakdown["by"], value: string | null): boolean {
  if (by === "TOPIC") return batch.topicId === value;
  if (by === "CHANNEL") return batch.channelId === value;
  if (by === "URGENCY") return batch.urgency === value;
  return by === "ALL" || batch.reason === value;
}

/**
 * Nothing is kept of who handed in what. On the portal each opinion is a submission; from other channels, what names the same unit
 * and came in the same quarter of an hour is one, as an import or a report from the field would come.
 */
function submissionsOf(batches: readonly Batch[]): number[] {
  const singles = batches.filter(({ isPortal }) => isPortal).flatMap(({ count }) => Array.from({ length: count }, () => 1));
  const handedIn = new Map<string, number>();
  for (const { channelId, unitId, receivedAt, count, isPortal } of batches) {
    const key = `${channelId} ${unitId} ${receivedAt.getTime()}`;
    if (!isPortal) handedIn.set(key, (handedIn.get(key) ?? 0) + count);
  }
  return [...singles, ...handedIn.values()];
}
