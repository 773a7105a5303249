import type { DataSource, EntityManager } from "typeorm";
import type { EventPosition, LoggedEvent } from "../../events/event-map.ts";
import { type Actor, permittedUnits } from "../../foundation/actor.ts";
import { InvalidInput } from "../../foundation/domain-error.ts";
import type { OpinionFilter } from "../opinion.queries.ts";
import { requireFilter } from "../opinion.service.ts";
import { addMoves, type CountDifference, type CountedCell, findCells, findDifferences, findStart } from "./count.queries.ts";
import { type CountFilter, isCountedIn, toCountFilters } from "./count-filter.ts";
import { type Move, movesOf } from "./moves.ts";
import { RecentTallies } from "./recent-tallies.ts";
import { isSeenIn, oldestUnseen } from "./snapshot.ts";

export const MOST_COUNT_FILTERS = 50;

/** The counts of some filters at one moment, and all it takes to move on from there. */
export interface OpinionTally {
  /** In the order of the filters; null where words or a period make a filter that cells cannot count. */
  readonly counts: readonly (number | null)[];
  /** Everything before it has been taken … */
  readonly position: EventPosition;
  /** … and behind it what this snapshot saw. */
  readonly seen: string;
  readonly filters: readonly CountFilter[];
  readonly unitIds: ReadonlySet<string>;
}

/** How many opinions stand where: kept from the log, and countable anew at any time. */
export class OpinionCountService {
  readonly #dataSource: DataSource;
  readonly #recent = new RecentTallies();

  constructor({ dataSource }: { dataSource: DataSource }) {
    this.#dataSource = dataSource;
  }

  /** The counts of what the actor may read, of this moment; `advance` takes them on. @throws InvalidInput (number of filters, a broken filter) */
  async count(filters: readonly OpinionFilter[], actor: Actor): Promise<OpinionTally> {
    requireCountFilters(filters);
    const manager = this.#dataSource.manager;
    const unitIds = permittedUnits(actor, "opinion:read");
    const countFilters = await toCountFilters(manager, filters);
    const { cells, seen } = await findCells(manager, standInsOf(unitIds, countFilters));
    const counts = countFilters.map((filter) => sumOf(filter, cells));
    return { counts, position: { transactionId: oldestUnseen(seen), id: "0" }, filters: countFilters, unitIds, seen };
  }

  /** The same for whoever then follows the log: the counts may be of a moment ago. @throws InvalidInput */
  async recent(filters: readonly OpinionFilter[], actor: Actor): Promise<OpinionTally> {
    return this.#recent.take(filters, actor, () => this.count(filters, actor));
  }

  /** The tally behind these events, which follow its position in the order of the log. */
  async advance(tally: OpinionTally, events: readonly LoggedEvent[]): Promise<OpinionTally> {
    const last = events.at(-1);
    if (!last) return tally;
    const moves = (await movesOf(this.#dataSource.manager, unseenOf(events, tally.seen))).filter(({ cell }) => tally.unitIds.has(cell.unitId));
    const counts = tally.counts.map((count, place) => moved(count, moves, tally.filters[place]));
    return { ...tally, counts, position: last.position };
  }

  /** Cells that do not say what the rows say. Asked of one moment, while everybody goes on working. */
  async findDifferences(): Promise<CountDifference[]> {
    return findDifferences(this.#dataSource.manager);
  }

  /** Counts all rows anew and goes on from there. */
  async recount(): Promise<void> {
    await this.#dataSource.query("SELECT recount_opinions()");
  }
}

/** Takes events into the cells; joins the transaction that moves the counter's place. */
export async function countEvents(manager: EntityManager, events: readonly LoggedEvent[]): Promise<void> {
  const moves = await movesOf(manager, unseenOf(events, await findStart(manager)));
  if (moves.length > 0) await addMoves(manager, moves);
}

function unseenOf(events: readonly LoggedEvent[], seen: string): LoggedEvent[] {
  return events.filter(({ position }) => !isSeenIn(seen, position.transactionId));
}

function requireCountFilters(filters: readonly OpinionFilter[]): void {
  if (filters.length < 1 || filters.length > MOST_COUNT_FILTERS) {
    throw new InvalidInput({
      vi: `Mỗi lần đếm từ 1 đến ${MOST_COUNT_FILTERS} bộ lọc.`,
      en: `1 to ${MOST_COUNT_FILTERS} filters are counted at once.`,
    });
  }
  for (const filter of filters) requireFilter(filter);
}

/** For each unit the first one that lies in the same filters: no filter can tell the two apart. */
function standInsOf(unitIds: ReadonlySet<string>, filters: readonly CountFilter[]): Map<string, string> {
  const firsts = new Map<string, string>();
  const standInOf = (unitId: string): string => {
    const memberships = filters.map((filter) => (filter.unitIds?.has(unitId) ? "1" : "0")).join("");
    const first = firsts.get(memberships) ?? unitId;
    firsts.set(memberships, first);
    return first;
  };
  return new Map([...unitIds].map((unitId) => [unitId, standInOf(unitId)]));
}

function sumOf(filter: CountFilter, cells: readonly CountedCell[]): number | null {
  if (!filter.isCountable) return null;
  return cells.filter((cell) => isCountedIn(filter, cell)).reduce((sum, { n }) => sum + n, 0);
}

function moved(count: number | null, moves: readonly Move[], filter: CountFilter | undefined): number | null {
  if (count === null || !filter) return null;
  return moves.filter(({ cell }) => isCountedIn(filter, cell)).reduce((sum, { step }) => sum + step, count);
}
