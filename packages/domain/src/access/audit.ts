import { createHash } from "node:crypto";
import type { Actor, ClientActor, StaffActor } from "../foundation/actor.ts";
import type { Queryable } from "../foundation/queryable.ts";

export const AUDITED_ACTS = [
  "opinion:read",
  "article:read",
  "session:start",
  "session:end",
  "staff:create",
  "staff:disable",
  "grant:give",
  "grant:revoke",
  "client:create",
  "client:revoke",
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

/**
 * Notes who read or did what. The public leaves no entry: nothing of it may be kept.
 * `subjectIds` are ids of opinions, accounts, grants …; a text never goes in here.
 */
export async function recordInAudit(
  database: Queryable,
  actor: Actor,
  { act, subjectIds }: { act: AuditedAct; subjectIds: readonly string[] },
): Promise<void> {
  if (actor.kind === "anonymous" || subjectIds.length === 0) return;
  await database.query("INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids) VALUES ($1, $2, $3, $4)", [
    actor.kind,
    actor.kind === "system" ? null : actor.id,
    act,
    subjectIds,
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
  const hash = createHash("sha256")
    .update(JSON.stringify([staffIds, clientIds]))
    .digest("hex");
  return { kind: "audience", id: hash.slice(0, 32), staff_ids: staffIds, client_ids: clientIds };
}

function idsOf(audience: Showing["audience"], kind: "staff" | "client"): string[] {
  return [...new Set(audience.filter((actor) => actor.kind === kind).map(({ id }) => id))].toSorted();
}
