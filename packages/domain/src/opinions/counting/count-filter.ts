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

const NOWHERE: ReadonlySet<string> = new Set();

/** The filters of one screen name the same few units and channels again and again: each is looked up once. */
export async function toCountFilters(manager: EntityManager, filters: readonly OpinionFilter[]): Promise<CountFilter[]> {
  const trees = new Map<string, ReadonlySet<string>>();
  for (const unitId of new Set(filters.flatMap((filter) => filter.unitId ?? []))) trees.set(unitId, await findUnitsBelow(manager, unitId));
  const channels = await findChannelIds(manager, [...new Set(filters.flatMap(({ channel }) => channel ?? []))]);
  return filters.map((filter) => ({
    filter,
    unitIds: filter.unitId === undefined ? undefined : (trees.get(filter.unitId) ?? NOWHERE),
    channelIds: filter.channel && new Set(filter.channel.flatMap((code) => channels.get(code.toUpperCase()) ?? [])),
    isCountable: filter.text === undefined && filter.from === undefined && filter.to === undefined,
  }));
}

/** The one predicate, for what was counted before and for each move since. */
export function isCountedIn({ filter, unitIds, channelIds }: CountFilter, cell: Cell): boolean {
  return passes(cell, filter) && (unitIds?.has(cell.unitId) ?? true) && (channelIds?.has(cell.channelId) ?? true);
}

async function findChannelIds(manager: EntityManager, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows: { code: string; id: string }[] = await manager.query("SELECT code, id FROM channel WHERE code = ANY($1::text[])", [
    codes.map((code) => code.toUpperCase()),
  ]);
  return new Map(rows.map(({ code, id }) => [code, id]));
}
