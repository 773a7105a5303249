import type { EntityManager } from "typeorm";
import type { Actor } from "../foundation/actor.ts";

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
] as const;
export type AuditedAct = (typeof AUDITED_ACTS)[number];

/**
 * Notes who read or did what. The public leaves no entry: nothing of it may be kept.
 * `subjectIds` are ids of opinions, accounts, grants …; a text never goes in here.
 */
export async function recordInAudit(
  manager: EntityManager,
  actor: Actor,
  { act, subjectIds }: { act: AuditedAct; subjectIds: readonly string[] },
): Promise<void> {
  if (actor.kind === "anonymous" || subjectIds.length === 0) return;
  await manager.query("INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids) VALUES ($1, $2, $3, $4)", [
    actor.kind,
    actor.kind === "system" ? null : actor.id,
    act,
    subjectIds,
  ]);
}
