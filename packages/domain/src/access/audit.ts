import { createHash } from "node:crypto";
import type { Actor, ClientActor, StaffActor } from "../foundation/actor.ts";
import type { Queryable } from "../foundation/queryable.ts";

export const AUDITED_ACTS = [
  "opinion:read",
  "opinion:reveal",
  "opinion:triage",
  "opinion:setAside",
  "opinion:answer",
  "opinion:undo",
  "opinion:import",
  "article:start",
  "article:save",
  "article:sendForReview",
  "article:return",
  "article:approve",
  "article:schedule",
  "article:publish",
  "article:startCorrection",
  "article:correct",
  "article:withdraw",
  "session:start",
  "session:end",
  "staff:create",
  "staff:disable",
  "grant:give",
  "grant:revoke",
  "client:create",
  "client:change",
  "client:confirm",
  "client:revoke",
  "retention:change",
  "key:request",
  "key:make",
  "key:revoke",
  "audit:read",
  "proof:password",
  "proof:totp",
  "proof:recovery",
  "proof:passkey",
  "proof:identity",
  "proof:invitation",
  "refused:password",
  "refused:code",
  "refused:passkey",
  "refused:step-up",
  "refused:identity",
  "passkey:add",
  "passkey:remove",
  "totp:add",
  "totp:remove",
  "recovery:make",
  "password:change",
  "identity:link",
  "invitation:make",
  "factors:reset",
  "staff:handOver",
] as const;
export type AuditedAct = (typeof AUDITED_ACTS)[number];

/** Stands where an act has no subject of its own: nobody's account, the audit as a whole. */
export const NO_SUBJECT = "00000000-0000-0000-0000-000000000000";
const LONGEST_REASON = 500;

export interface Audited {
  readonly act: AuditedAct;
  /** Ids of opinions, accounts, grants …; a text never goes in here. */
  readonly subjectIds: readonly string[];
  /** Where, for what belongs to one unit. Left out for opinions: who may read no texts must not count them by unit (promise 3). */
  readonly unitId?: string | undefined;
  /** Why: the words that staff give where an act demands them, or the listed reason. Never words of an opinion. */
  readonly reason?: string | null | undefined;
}

/** Notes who read or did what, where and why. The public leaves no entry: nothing of it may be kept. */
export async function recordInAudit(database: Queryable, actor: Actor, { act, subjectIds, unitId, reason }: Audited): Promise<void> {
  if (actor.kind === "anonymous" || subjectIds.length === 0) return;
  await database.query("INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids, unit_id, reason) VALUES ($1, $2, $3, $4, $5, $6)", [
    actor.kind,
    actor.kind === "system" ? null : actor.id,
    act,
    subjectIds,
    unitId ?? null,
    reason?.slice(0, LONGEST_REASON) ?? null,
  ]);
}

/** What several people or systems were shown at once. */
export interface Showing {
  readonly audience: readonly (StaffActor | ClientActor)[];
  readonly opinionIds: readonly string[];
}

/**
 * Notes what watchers were shown, in one statement. Who watches alone is named in the entry; an audience of several is
 * named once, by a hash of its members, so that a thousand watchers of one list cost one row for each flush and not a thousand.
 */
export async function recordShowings(database: Queryable, showings: readonly Showing[]): Promise<void> {
  const told = showings.filter(({ audience, opinionIds }) => audience.length > 0 && opinionIds.length > 0);
  if (told.length === 0) return;
  const named = told.map(({ audience, opinionIds }) => ({ ...nameAudience(audience), subject_ids: opinionIds }));
  await database.query(
    `WITH shown AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS shown (kind text, id uuid, subject_ids uuid[], staff_ids uuid[], client_ids uuid[])
     ), audience AS (
       INSERT INTO audit_audience (id, staff_ids, client_ids)
       SELECT DISTINCT ON (id) id, staff_ids, client_ids FROM shown WHERE kind = 'audience'
       ON CONFLICT DO NOTHING
     )
     INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids) SELECT kind, id, 'opinion:read', subject_ids FROM shown`,
    [JSON.stringify(named)],
  );
}

function nameAudience(audience: Showing["audience"]) {
  const staffIds = idsOf(audience, "staff");
  const clientIds = idsOf(audience, "client");
  const [only, ...others] = [...staffIds, ...clientIds];
  if (only !== undefined && others.length === 0) return { kind: staffIds.length > 0 ? "staff" : "client", id: only, staff_ids: [], client_ids: [] };
  return { kind: "audience", id: hashOfAudience(staffIds, clientIds), staff_ids: staffIds, client_ids: clientIds };
}

/** An audience's id follows from its members, so whoever changes them shows. Ids are given sorted. */
export function hashOfAudience(staffIds: readonly string[], clientIds: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify([staffIds, clientIds]));
  return hash.digest("hex").slice(0, 32);
}

function idsOf(audience: Showing["audience"], kind: "staff" | "client"): string[] {
  return [...new Set(audience.filter((actor) => actor.kind === kind).map(({ id }) => id))].toSorted();
}
