import type { EntityManager } from "typeorm";
import { appendEvents } from "../events/append-events.ts";
import type { NewEvent } from "../events/event-map.ts";
import type { Actor } from "../foundation/actor.ts";
import { Claim } from "./claim.entity.ts";
import { ClaimConflict, ClaimOutdated, type HeldClaim } from "./claim.errors.ts";
import type { Subject, SubjectKind } from "./claim-subject.ts";

/** How long a claim counts without being renewed: a crashed browser keeps colleagues waiting no longer. */
export const LEASE_MS = 2 * 60 * 1000;

interface Taking {
  readonly kind: SubjectKind;
  /** Locked by the caller, so that nobody decides on them meanwhile. */
  readonly subjects: readonly { readonly id: string; readonly unitId: string }[];
  readonly staffId: string;
  readonly at: Date;
}

/**
 * Takes what is free, in one guarded statement: of any number of callers exactly one gets each subject. Returns what was taken.
 * A claim of the same person that still counts is not taken again; see `renewHolds`.
 */
export async function takeHolds(manager: EntityManager, { kind, subjects, staffId, at }: Taking): Promise<HeldClaim[]> {
  const taken: { id: string; unitId: string }[] = await manager.query(
    `INSERT INTO claim (subject_kind, subject_id, unit_id, holder_id, fencing_number, expires_at)
     SELECT $1, id, unit_id, $4, 1, $5 FROM unnest($2::uuid[], $3::uuid[]) AS wanted (id, unit_id) ORDER BY id
     ON CONFLICT (subject_kind, subject_id) DO UPDATE
        SET holder_id = excluded.holder_id, expires_at = excluded.expires_at, fencing_number = claim.fencing_number + 1
      WHERE claim.holder_id IS NULL OR claim.expires_at <= $6
     RETURNING subject_id AS id, unit_id AS "unitId"`,
    [kind, subjects.map(({ id }) => id), subjects.map(({ unitId }) => unitId), staffId, leaseFrom(at), at],
  );
  await tell(manager, kind, { name: "OpinionClaimed", rows: taken.map((row) => ({ ...row, holderId: staffId })) });
  return findHolds(manager, { kind, ids: taken.map(({ id }) => id), at });
}

/** Lengthens the person's claims that still count, of these subjects and in these units. Returns them. */
export async function renewHolds(
  manager: EntityManager,
  { kind, ids, unitIds, staffId, at }: { kind: SubjectKind; ids: readonly string[]; unitIds: readonly string[]; staffId: string; at: Date },
): Promise<HeldClaim[]> {
  const [renewed]: [{ id: string }[], number] = await manager.query(
    `UPDATE claim SET expires_at = $5
      WHERE (subject_kind, subject_id) IN (
              SELECT subject_kind, subject_id FROM claim
               WHERE subject_kind = $1 AND subject_id = ANY($2::uuid[]) AND unit_id = ANY($3::uuid[]) AND holder_id = $4 AND expires_at > $6
               ORDER BY subject_id FOR UPDATE)
     RETURNING subject_id AS id`,
    [kind, ids, unitIds, staffId, leaseFrom(at), at],
  );
  return findHolds(manager, { kind, ids: renewed.map(({ id }) => id), at });
}

/** The claims of these subjects that count at the moment, with their holders' names. */
export async function findHolds(
  manager: EntityManager,
  { kind, ids, at }: { kind: SubjectKind; ids: readonly string[]; at: Date },
): Promise<HeldClaim[]> {
  if (ids.length === 0) return [];
  const rows: { id: string; unitId: string; holderId: string; name: string; fencingNumber: number; expiresAt: Date }[] = await manager.query(
    `SELECT subject_id AS id, unit_id AS "unitId", holder_id AS "holderId", name, fencing_number AS "fencingNumber", expires_at AS "expiresAt"
       FROM claim JOIN staff_account ON staff_account.id = holder_id
      WHERE subject_kind = $1 AND subject_id = ANY($2::uuid[]) AND expires_at > $3`,
    [kind, ids, at],
  );
  return rows.map(({ id, holderId, name, ...row }) => ({ ...row, subject: { kind, id }, holder: { id: holderId, name } }));
}

/** Gives back the person's claims of these subjects; whoever holds nothing gives nothing back. Returns the ids. */
export async function giveBackHolds(
  manager: EntityManager,
  { kind, ids, staffId }: { kind: SubjectKind; ids: readonly string[]; staffId: string },
): Promise<string[]> {
  return endHolds(manager, kind, {
    which:
      "SELECT subject_id, holder_id FROM claim WHERE subject_kind = $1 AND subject_id = ANY($2::uuid[]) AND holder_id = $3 ORDER BY subject_id FOR UPDATE",
    values: [ids, staffId],
  });
}

/** Clears away what no longer counts: nobody keeps a record of who held what, and lists learn of it. */
export async function endExpiredHolds(manager: EntityManager, { kind, at }: { kind: SubjectKind; at: Date }): Promise<string[]> {
  return endHolds(manager, kind, {
    which: "SELECT subject_id, holder_id FROM claim WHERE subject_kind = $1 AND expires_at <= $2 ORDER BY subject_id FOR UPDATE SKIP LOCKED",
    values: [at],
  });
}

async function endHolds(
  manager: EntityManager,
  kind: SubjectKind,
  { which, values }: { which: string; values: readonly unknown[] },
): Promise<string[]> {
  const [rows]: [{ id: string; unitId: string; holderId: string }[], number] = await manager.query(
    `WITH ended AS (${which})
     UPDATE claim SET holder_id = NULL, expires_at = NULL FROM ended
      WHERE claim.subject_kind = $1 AND claim.subject_id = ended.subject_id
     RETURNING claim.subject_id AS id, claim.unit_id AS "unitId", ended.holder_id AS "holderId"`,
    [kind, ...values],
  );
  await tell(manager, kind, { name: "OpinionClaimReleased", rows });
  return rows.map(({ id }) => id);
}

/**
 * Asked before a subject that is locked is changed: nobody else may hold it, and a number that is named must be the newest.
 * Without a number whoever holds nothing may still work on what nobody holds. @throws ClaimConflict, ClaimOutdated
 */
export async function requireHold(
  manager: EntityManager,
  subject: Subject,
  { fencingNumber, actor, at }: { fencingNumber: number | undefined; actor: Actor; at: Date },
): Promise<void> {
  const [held] = await findHolds(manager, { kind: subject.kind, ids: [subject.id], at });
  if (held && !(actor.kind === "staff" && actor.id === held.holder.id)) throw new ClaimConflict(held);
  if (fencingNumber === undefined) return;
  const claim = await manager.findOneBy(Claim, { subjectKind: subject.kind, subjectId: subject.id });
  if (claim?.fencingNumber !== fencingNumber) throw new ClaimOutdated(subject);
}

/** A decision ends the claim on what it decided. It needs no event of its own: the decision's tells it. */
export async function endHold(manager: EntityManager, { kind, id }: Subject): Promise<void> {
  await manager.query("UPDATE claim SET holder_id = NULL, expires_at = NULL WHERE subject_kind = $1 AND subject_id = $2 AND holder_id IS NOT NULL", [
    kind,
    id,
  ]);
}

function leaseFrom(at: Date): Date {
  return new Date(at.getTime() + LEASE_MS);
}

type ClaimEvent = Extract<NewEvent, { readonly name: "OpinionClaimed" | "OpinionClaimReleased" }>;

/** Only opinions have a live list that has to know; who edits an article is told by presence and by asking. */
async function tell(
  manager: EntityManager,
  kind: SubjectKind,
  { name, rows }: { name: ClaimEvent["name"]; rows: readonly { id: string; unitId: string; holderId: string }[] },
): Promise<void> {
  if (kind !== "OPINION") return;
  await appendEvents(
    manager,
    rows.map(({ id, unitId, holderId }) => ({ name, subjectId: id, payload: { unitId, holderId } })),
  );
}
