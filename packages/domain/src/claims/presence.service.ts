import type { DataSource } from "typeorm";
import { type Actor, isPermitted, permittedUnits } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { InvalidInput } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import { LARGEST_CLAIM_LIST, type RulesBySubject, requireClaimant } from "./claim.service.ts";
import { keyOf, type Subject } from "./claim-subject.ts";
import type { PresenceMode } from "./presence.entity.ts";
import { PresenceBoard, type PresentPerson } from "./presence-board.ts";

/** How long somebody counts as present without saying so again. */
export const PRESENCE_MS = 45_000;

export interface PeopleAtSubject {
  readonly subject: Subject;
  readonly people: readonly PresentPerson[];
}

/** Who is at what just now: colleagues only, and nothing of it is kept. */
export class PresenceService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #rules: RulesBySubject;
  readonly #board: PresenceBoard;

  constructor({ dataSource, clock, rules }: { dataSource: DataSource; clock: Clock; rules: RulesBySubject }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#rules = rules;
    this.#board = new PresenceBoard({ dataSource, clock });
  }

  /** Says that the actor is at a subject, for less than a minute. @throws NotAllowed, the feature's "not found" */
  async keep({ kind, id }: Subject, mode: PresenceMode, actor: Actor): Promise<void> {
    const rules = this.#rules[kind];
    const staff = requireClaimant(actor, rules.readWith);
    const unitId = isUuid(id) ? await rules.findUnit(this.#dataSource.manager, id, "NONE") : undefined;
    if (unitId === undefined || !isPermitted(actor, rules.readWith, unitId)) throw rules.notFound(id);
    const expiresAt = new Date(this.#clock.now().getTime() + PRESENCE_MS);
    await this.#dataSource.manager.query(
      `INSERT INTO presence (subject_kind, subject_id, staff_id, unit_id, mode, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (subject_kind, subject_id, staff_id) DO UPDATE SET mode = excluded.mode, expires_at = excluded.expires_at`,
      [kind, id, staff.id, unitId, mode, expiresAt],
    );
  }

  /** The actor goes. */
  async leave({ kind, id }: Subject, actor: Actor): Promise<void> {
    const staff = requireClaimant(actor, this.#rules[kind].readWith);
    if (!isUuid(id)) return;
    await this.#dataSource.manager.query("DELETE FROM presence WHERE subject_kind = $1 AND subject_id = $2 AND staff_id = $3", [kind, id, staff.id]);
  }

  /**
   * Who is at these subjects, then each change, until the signal is given. It tells states, not steps: a reader that is
   * slow misses some in between and holds no memory. What lies in other units is silent, as what does not exist.
   */
  async *watch(subjects: readonly Subject[], { readActor, signal }: Watch): AsyncGenerator<PeopleAtSubject> {
    const told = new Map<string, string>();
    const leave = this.#board.join();
    try {
      while (!signal.aborted) {
        const changed = this.#board.change(signal);
        const actor = await readActor();
        for (const subject of subjects) {
          const people = this.#peopleAt(subject, actor);
          const face = JSON.stringify(people);
          if ((told.get(keyOf(subject)) ?? "[]") === face) continue;
          told.set(keyOf(subject), face);
          yield { subject, people };
        }
        await changed;
      }
    } finally {
      leave();
    }
  }

  /** Forgets who has gone without saying so. Returns how many. */
  async forgetExpired(): Promise<number> {
    const [, count]: [unknown, number] = await this.#dataSource.query("DELETE FROM presence WHERE expires_at <= $1", [this.#clock.now()]);
    return count;
  }

  close(): void {
    this.#board.close();
  }

  #peopleAt(subject: Subject, actor: Actor): PresentPerson[] {
    const units = permittedUnits(actor, this.#rules[subject.kind].readWith);
    return this.#board
      .at(subject)
      .filter(({ unitId }) => units.has(unitId))
      .map(({ member, mode }) => ({ member, mode }));
  }
}

interface Watch {
  /** The watcher with the rights of the moment. */
  readonly readActor: () => Promise<Actor>;
  readonly signal: AbortSignal;
}

/** @throws InvalidInput for too many subjects or ids that are none. */
export function requireSubjects(subjects: readonly Subject[]): void {
  if (subjects.length <= LARGEST_CLAIM_LIST && subjects.every(({ id }) => isUuid(id))) return;
  throw new InvalidInput({
    vi: `Theo dõi tối đa ${LARGEST_CLAIM_LIST} mục một lần, và mã phải đúng.`,
    en: `Follow at most ${LARGEST_CLAIM_LIST} subjects at once, by real ids.`,
  });
}
