import type { DataSource } from "typeorm";
import type { WakeUps } from "../events/wake-up.ts";
import { type Actor, isPermitted, type Permission, permittedUnits, requireAllowed, type StaffActor } from "../foundation/actor.ts";
import type { Clock } from "../foundation/clock.ts";
import { InvalidInput, NotAllowed } from "../foundation/domain-error.ts";
import { isUuid } from "../foundation/page.ts";
import { ClaimConflict, type HeldClaim } from "./claim.errors.ts";
import { SUBJECT_KINDS, type Subject, type SubjectKind, type SubjectRules } from "./claim-subject.ts";
import { endExpiredHolds, findHolds, giveBackHolds, renewHolds, takeHolds } from "./holds.ts";

export const LARGEST_CLAIM_LIST = 100;

export type RulesBySubject = Readonly<Record<SubjectKind, SubjectRules>>;

/** Who works on what: a lease with a number, for one person at a time. */
export class ClaimService {
  readonly #dataSource: DataSource;
  readonly #clock: Clock;
  readonly #wakeUps: WakeUps;
  readonly #rules: RulesBySubject;

  constructor({ dataSource, clock, wakeUps, rules }: { dataSource: DataSource; clock: Clock; wakeUps: WakeUps; rules: RulesBySubject }) {
    this.#dataSource = dataSource;
    this.#clock = clock;
    this.#wakeUps = wakeUps;
    this.#rules = rules;
  }

  /** Claims a subject, or lengthens the actor's own claim. @throws ClaimConflict naming the holder, NotAllowed, the feature's "not found" */
  async claim({ kind, id }: Subject, actor: Actor): Promise<HeldClaim> {
    const rules = this.#rules[kind];
    const staff = requireClaimant(actor, rules.workWith);
    const at = this.#clock.now();
    const held = await this.#dataSource.transaction(async (manager) => {
      const unitId = isUuid(id) ? await rules.findUnit(manager, id, "SHARED") : undefined;
      if (unitId === undefined || !isPermitted(actor, rules.readWith, unitId)) throw rules.notFound(id);
      requireAllowed(isPermitted(actor, rules.workWith, unitId), rules.workWith);
      const taking = { kind, subjects: [{ id, unitId }], staffId: staff.id, at };
      const [renewed] = await renewHolds(manager, { kind, ids: [id], unitIds: [unitId], staffId: staff.id, at });
      const [taken] = renewed ? [renewed] : await takeHolds(manager, taking);
      if (taken) return taken;
      // Held still, now that it cannot change; or given back in between, and then it is free for certain.
      await manager.query("SELECT FROM claim WHERE subject_kind = $1 AND subject_id = $2 FOR UPDATE", [kind, id]);
      const [other] = await findHolds(manager, { kind, ids: [id], at });
      if (other && other.holder.id !== staff.id) throw new ClaimConflict(other);
      return other ?? (await takeHolds(manager, taking))[0];
    });
    if (!held) throw new Error("A claim was neither taken nor held by somebody");
    this.#wakeUps.hint();
    return held;
  }

  /** Lengthens the actor's claims that still count. What is missing from the answer is no longer theirs. */
  async renew({ kind, ids }: SubjectList, actor: Actor): Promise<HeldClaim[]> {
    const { workWith } = this.#rules[kind];
    const staff = requireClaimant(actor, workWith);
    const unitIds = [...permittedUnits(actor, workWith)];
    const wanted = requireIds(ids);
    return this.#dataSource.transaction((manager) => renewHolds(manager, { kind, ids: wanted, unitIds, staffId: staff.id, at: this.#clock.now() }));
  }

  /** Gives the actor's claims back. Returns the ids of those that were theirs. */
  async release({ kind, ids }: SubjectList, actor: Actor): Promise<string[]> {
    const staff = requireClaimant(actor, this.#rules[kind].workWith);
    const wanted = requireIds(ids);
    const released = await this.#dataSource.transaction((manager) => giveBackHolds(manager, { kind, ids: wanted, staffId: staff.id }));
    if (released.length > 0) this.#wakeUps.hint();
    return released;
  }

  /** The claims that count at the moment, of subjects which the actor has been allowed to read already. */
  async findHeld({ kind, ids }: SubjectList): Promise<HeldClaim[]> {
    return findHolds(this.#dataSource.manager, { kind, ids, at: this.#clock.now() });
  }

  /** Clears claims away that no longer count. Returns how many. */
  async releaseExpired(): Promise<number> {
    const at = this.#clock.now();
    const ended = await this.#dataSource.transaction(async (manager) => {
      const lists = [];
      for (const kind of SUBJECT_KINDS) lists.push(await endExpiredHolds(manager, { kind, at }));
      return lists.flat();
    });
    if (ended.length > 0) this.#wakeUps.hint();
    return ended.length;
  }
}

interface SubjectList {
  readonly kind: SubjectKind;
  readonly ids: readonly string[];
}

/** A claim is a person's promise to work on something: a key makes none. */
export function requireClaimant(actor: Actor, permission: Permission): StaffActor {
  if (actor.kind !== "staff") throw new NotAllowed(permission);
  return actor;
}

function requireIds(ids: readonly string[]): readonly string[] {
  if (ids.length <= LARGEST_CLAIM_LIST && ids.every(isUuid)) return ids;
  throw new InvalidInput({
    vi: `Mỗi lần gửi tối đa ${LARGEST_CLAIM_LIST} mã, và mã phải đúng.`,
    en: `Send at most ${LARGEST_CLAIM_LIST} ids at once, and real ones.`,
  });
}
