import type { DataSource } from "typeorm";
import type { Clock } from "../foundation/clock.ts";
import { keyOf, type Subject, type SubjectKind } from "./claim-subject.ts";
import type { PresenceMode } from "./presence.entity.ts";

const POLL_MS = 700;

export interface PresentPerson {
  readonly member: { readonly id: string; readonly name: string };
  readonly mode: PresenceMode;
}

interface PlacedPerson extends PresentPerson {
  readonly unitId: string;
}

/** What the whole process knows of presence: one poll of a small table for all watchers, and none while nobody watches. */
export class PresenceBoard {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  #people: ReadonlyMap<string, readonly PlacedPerson[]> = new Map();
  #face = "";
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;
  #change = Promise.withResolvers<void>();

  constructor({ dataSource, clock }: { dataSource: DataSource; clock: Clock }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** A watcher comes; call what is returned when it goes. */
  join(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#timer = setTimeout(() => void this.#poll(), 0);
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.close();
    };
  }

  at(subject: Subject): readonly PlacedPerson[] {
    return this.#people.get(keyOf(subject)) ?? [];
  }

  /** Resolves at the next change, or with the signal. Take it before looking at the board, and nothing falls in between. */
  async change(signal: AbortSignal): Promise<void> {
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const abort = () => resolve();
    signal.addEventListener("abort", abort, { once: true });
    if (!signal.aborted) await Promise.race([this.#change.promise, aborted]);
    signal.removeEventListener("abort", abort);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Whoever comes next must not be shown who was here then.
    this.#people = new Map();
    this.#face = "";
  }

  async #poll(): Promise<void> {
    const timer = this.#timer;
    try {
      const rows = await this.#read();
      const face = JSON.stringify(rows);
      if (timer === this.#timer && face !== this.#face) this.#show(rows, face);
    } catch {
      // While the database is away the last state stands; the next poll asks again.
    }
    if (timer === this.#timer && timer !== undefined) this.#timer = setTimeout(() => void this.#poll(), POLL_MS);
  }

  #show(rows: readonly Row[], face: string): void {
    this.#face = face;
    const people = rows.map(({ kind, id, staffId, name, mode, unitId }) => ({
      key: keyOf({ kind, id }),
      person: { member: { id: staffId, name }, mode, unitId },
    }));
    this.#people = new Map([...Map.groupBy(people, ({ key }) => key)].map(([key, group]) => [key, group.map(({ person }) => person)]));
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  #read(): Promise<Row[]> {
    return this.#dataSource.query(
      `SELECT subject_kind AS kind, subject_id AS id, staff_id AS "staffId", name, mode, unit_id AS "unitId"
         FROM presence JOIN staff_account ON staff_account.id = staff_id
        WHERE expires_at > $1
        ORDER BY subject_kind, subject_id, name, staff_id`,
      [this.#clock.now()],
    );
  }
}

interface Row {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly staffId: string;
  readonly name: string;
  readonly mode: PresenceMode;
  readonly unitId: string;
}
