import type { EntityManager } from "typeorm";
import { findUnitsBelow, type OpinionFilter } from "../opinion.queries.ts";
import { passes } from "../opinion-feed.ts";
import type { Cell } from "./moves.ts";

/** A filter as it is asked of a cell: names have become ids, once, at the beginning. */
export interface CountFilter {
  readonly filter: OpinionFilter;
  readonly unitIds: ReadonlySet<string> | undefined;
  readonly channelIds: ReadonlySet<string> | undefined;
  /** Words and periods are not in the cells: nobody can count by them from there. */
  readonly isCountable: boolean;
}

export async function toCountFilter(manager: EntityManager, filter: OpinionFilter): Promise<CountFilter> {
  return {
    filter,
    unitIds: filter.unitId === undefined ? undefined : await findUnitsBelow(manager, filter.unitId),
    channelIds: filter.channel && (await findChannelIds(manager, filter.channel)),
    isCountable: filter.text === undefined && filter.from === undefined && filter.to === undefined,
  };
}

/** The one predicate, for what was counted before and for each move since. */
export function isCountedIn({ filter, unitIds, channelIds }: CountFilter, cell: Cell): boolean {
  return passes(cell, filter) && (unitIds?.has(cell.unitId) ?? true) && (channelIds?.has(cell.channelId) ?? true);
}

async function findChannelIds(manager: EntityManager, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await manager.query("SELECT id FROM channel WHERE code = ANY($1::text[])", [
    codes.map((code) => code.toUpperCase()),
  ]);
  return new Set(rows.map(({ id }) => id));
}
