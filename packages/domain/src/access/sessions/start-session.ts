import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { StaffActor } from "../../foundation/actor.ts";
import { SignInRefused } from "../access.errors.ts";
import { findSessions } from "../access.queries.ts";
import { type AuditedAct, recordInAudit } from "../audit.ts";
import { hashSecretToken, newSecretToken } from "../secret-token.ts";
import { StaffSession } from "../staff-session.entity.ts";
import type { Device } from "./device.ts";

const SESSION_MS = 7 * 24 * 60 * 60 * 1000;

/** What a person has just shown. */
export type Proof = "password" | "totp" | "recovery" | "passkey" | "identity" | "invitation";

export interface SignedIn {
  /** Goes into the browser's cookie and is not kept here. */
  readonly token: string;
  readonly actor: StaffActor;
}

interface NewSession {
  readonly staffId: string;
  readonly proofs: readonly Proof[];
  readonly device: Device;
  readonly isLimited: boolean;
  readonly now: Date;
  /** When it was shown; now when left out. */
  readonly provedAt?: Date;
}

/** Opens a session for somebody who has shown who they are. @throws SignInRefused where the account is switched off */
export async function startSession(
  manager: EntityManager,
  { staffId, proofs, device, isLimited, now, provedAt = now }: NewSession,
): Promise<SignedIn> {
  const token = newSecretToken();
  const session = manager.create(StaffSession, {
    id: randomUUID(),
    staffId,
    tokenHash: hashSecretToken(token),
    previousTokenHash: null,
    renewedAt: null,
    ...device,
    isLimited,
    provedAt,
    startedAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + SESSION_MS),
    endedAt: null,
  });
  await manager.insert(StaffSession, session);
  const actor = await actorBehind(manager, token, now);
  await recordInAudit(manager, actor, { act: "session:start", subjectIds: [session.id] });
  await recordProofs(manager, actor, proofs);
  return { token, actor };
}

/**
 * The same session under a new token, as rights rise: whoever had learnt the old one does not rise with it.
 * Without `proofs` nothing was shown anew; a limit that is lifted stays lifted.
 */
export async function renewSession(
  manager: EntityManager,
  actor: StaffActor,
  { proofs, isLimited = actor.isLimited, now }: { proofs: readonly Proof[]; isLimited?: boolean; now: Date },
): Promise<SignedIn> {
  const token = newSecretToken();
  await manager.query(
    `UPDATE staff_session SET previous_token_hash = token_hash, token_hash = $2, renewed_at = $3, is_limited = $4,
            proved_at = CASE WHEN $5 THEN $3 ELSE proved_at END
      WHERE id = $1 AND ended_at IS NULL`,
    [actor.sessionId, hashSecretToken(token), now, isLimited, proofs.length > 0],
  );
  const renewed = await actorBehind(manager, token, now);
  await recordProofs(manager, renewed, proofs);
  return { token, actor: renewed };
}

async function actorBehind(manager: EntityManager, token: string, now: Date): Promise<StaffActor> {
  const [session] = await findSessions(manager, [hashSecretToken(token)], { now });
  if (!session) throw new SignInRefused();
  return session.actor;
}

async function recordProofs(manager: EntityManager, actor: StaffActor, proofs: readonly Proof[]): Promise<void> {
  for (const proof of proofs) {
    const act: AuditedAct = `proof:${proof}`;
    await recordInAudit(manager, actor, { act, subjectIds: [actor.sessionId] });
  }
}
