import type { EntityManager } from "typeorm";
import type { Queryable } from "../../foundation/queryable.ts";
import { hashSecretToken } from "../secret-token.ts";

/** Long enough for a page that waits with the browser's own list of keys; a challenge is taken once anyway. */
const LIFE_MS = 10 * 60 * 1000;

export type ChallengePurpose = "SIGN_IN" | "STEP_UP" | "ENROL";

interface Challenge {
  readonly challenge: string;
  readonly purpose: ChallengePurpose;
  /** Null for a sign-in: who comes is not known yet. */
  readonly staffId: string | null;
  readonly now: Date;
}

export async function keepChallenge(database: Queryable, { challenge, purpose, staffId, now }: Challenge): Promise<void> {
  await database.query("INSERT INTO passkey_challenge (challenge_hash, purpose, staff_id, expires_at) VALUES ($1, $2, $3, $4)", [
    hashSecretToken(challenge),
    purpose,
    staffId,
    new Date(now.getTime() + LIFE_MS),
  ]);
}

/** Whether the challenge was given for this purpose to this person, is young enough, and has not been taken before. */
export async function takeChallenge(manager: EntityManager, { challenge, purpose, staffId, now }: Challenge): Promise<boolean> {
  const [rows]: [unknown[], number] = await manager.query(
    `DELETE FROM passkey_challenge
      WHERE challenge_hash = $1 AND purpose = $2 AND staff_id IS NOT DISTINCT FROM $3 AND expires_at > $4 RETURNING challenge_hash`,
    [hashSecretToken(challenge), purpose, staffId, now],
  );
  return rows.length === 1;
}
