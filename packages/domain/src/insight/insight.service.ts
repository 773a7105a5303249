import type { DataSource, EntityManager } from "typeorm";
import { type Actor, isPermittedSomewhere, requireAllowed } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { type Cell, countCells, keyOf } from "./cells.ts";
import { PERIOD_KINDS, type PeriodKind } from "./lattice.ts";
import { dayAt, freezesAt, type Period, periodAfter, periodAt } from "./period.ts";
import { guessesAbout } from "./relations.ts";
import {
  cellsBetween,
  cellsOfRelease,
  countOnce,
  firstReceipt,
  latestPeriod,
  listReleases,
  lockReleases,
  type Release,
  readAxes,
  storeRelease,
} from "./release.queries.ts";
import { suppress } from "./suppress.ts";

/** The only way in which figures about opinions leave for people who may not read the texts: frozen, rounded, past the gate. */
export class InsightService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** Freezes every period whose hour has come, each once, the oldest first. Returns how many. */
  async freezeDue(): Promise<number> {
    let frozen = 0;
    for (const kind of PERIOD_KINDS) while (await this.#freezeNext(kind)) frozen += 1;
    return frozen;
  }

  async #freezeNext(kind: PeriodKind): Promise<boolean> {
    const now = this.#clock.now();
    return this.#dataSource.transaction(async (manager) => {
      await lockReleases(manager);
      const period = await nextPeriod(manager, kind);
      if (!period || freezesAt(period) > now) return false;
      await storeRelease(manager, period, dayAt(now), await draftOf(manager, period));
      return true;
    });
  }

  /** All releases, the latest first. Whoever may read one may read all: the gate reckons with readers who see every cell. */
  async list(actor: Actor): Promise<Release[]> {
    requireAllowed(isPermittedSomewhere(actor, "insight:read"), "insight:read");
    return listReleases(this.#dataSource.manager);
  }

  /** @throws NotAllowed */
  async find(id: number, actor: Actor): Promise<Release | null> {
    return (await this.list(actor)).find((release) => release.id === id) ?? null;
  }

  async cellsOf({ id }: Release, actor: Actor): Promise<Cell[]> {
    requireAllowed(isPermittedSomewhere(actor, "insight:read"), "insight:read");
    return cellsOfRelease(this.#dataSource.manager, id);
  }

  /** The figures of all releases whose periods touch these days. */
  async cellsBetween(start: string, end: string): Promise<Cell[]> {
    return cellsBetween(this.#dataSource.manager, start, end);
  }
}

async function nextPeriod(manager: EntityManager, kind: PeriodKind): Promise<Period | undefined> {
  const latest = await latestPeriod(manager, kind);
  if (latest) return periodAfter(latest);
  const first = await firstReceipt(manager);
  return first ? periodAt(kind, first) : undefined;
}

/** The gate: what leaves here isolates nothing, beside everything told about the same quarter. */
async function draftOf(manager: EntityManager, period: Period): Promise<Cell[]> {
  const axes = await readAxes(manager);
  const cells = countCells(period, axes, await countOnce(manager, period));
  const quarter = periodAt("QUARTER", new Date(`${period.start}T00:00:00Z`));
  const told = await cellsBetween(manager, quarter.start, period.end > quarter.end ? period.end : quarter.end);
  const periods = new Map([...told, period].map(({ kind, start, end }) => [`${kind} ${start}`, { kind, start, end }]));
  const figures = suppress({
    figures: new Map(cells.map((cell) => [keyOf(cell), cell.figure])),
    told: new Map(told.map((cell) => [keyOf(cell), cell.figure])),
    guesses: guessesAbout([...periods.values()], axes),
  });
  return cells.map((cell) => ({ ...cell, figure: figures.get(keyOf(cell)) ?? "WITHHELD" }));
}
