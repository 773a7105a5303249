import { createHash } from "node:crypto";
import type { EntityManager } from "typeorm";
import { InvalidInput } from "../foundation/domain-error.ts";
import { IdempotencyMismatch } from "./opinion.errors.ts";

const LONGEST_KEY = 200;
/** An anonymous caller's key stands between a stranger and the receipt, so it must not be guessable. */
export const SHORTEST_ANONYMOUS_KEY = 16;

export interface IdempotentRequest {
  /** Whose keys these are: "anonymous", or the client's id. */
  readonly caller: string;
  readonly key: string;
  /** Everything that makes the request what it is. */
  readonly request: unknown;
}

export interface HashedRequest {
  readonly caller: string;
  readonly keyHash: Buffer;
  readonly requestHash: Buffer;
}

/**
 * The request is hashed with the key, which is stored nowhere: nobody finds this row by the words that were sent.
 * @throws InvalidInput when the key is too short or too long.
 */
export function hashRequest({ caller, key, request }: IdempotentRequest): HashedRequest {
  const shortest = caller === "anonymous" ? SHORTEST_ANONYMOUS_KEY : 1;
  if (key.length < shortest || key.length > LONGEST_KEY) {
    throw new InvalidInput({
      vi: `Khóa gửi (idempotencyKey) cần từ ${shortest} đến ${LONGEST_KEY} ký tự, chọn ngẫu nhiên.`,
      en: `The idempotencyKey needs ${shortest} to ${LONGEST_KEY} characters, chosen at random.`,
    });
  }
  return { caller, keyHash: sha256(`${caller}\n${key}`), requestHash: sha256(`${key}\n${JSON.stringify(request)}`) };
}

/**
 * Takes the key for this request, for two days. True when it was free. False when the very same request came before,
 * also at the same moment: the second waits here until the first has committed.
 * @throws IdempotencyMismatch when the key came with another request.
 */
export async function claimKey(manager: EntityManager, { caller, keyHash, requestHash }: HashedRequest): Promise<boolean> {
  const claimed: unknown[] = await manager.query(
    `INSERT INTO idempotency_key (caller, key_hash, request_hash, expires_on) VALUES ($1, $2, $3, current_date + 2)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [caller, keyHash, requestHash],
  );
  if (claimed.length > 0) return true;
  // A new statement, since the one above may not see the row that stood in its way.
  const [taken]: { request_hash: Buffer }[] = await manager.query("SELECT request_hash FROM idempotency_key WHERE caller = $1 AND key_hash = $2", [
    caller,
    keyHash,
  ]);
  if (!taken?.request_hash.equals(requestHash)) throw new IdempotencyMismatch();
  return false;
}

/** Keeps the answer beside the key. Only for callers who are known: an anonymous one's answer is never stored. */
export async function keepAnswer(manager: EntityManager, { caller, keyHash }: HashedRequest, answer: unknown): Promise<void> {
  await manager.query("UPDATE idempotency_key SET answer = $3 WHERE caller = $1 AND key_hash = $2", [caller, keyHash, JSON.stringify(answer)]);
}

export async function readAnswer<Answer>(manager: EntityManager, { caller, keyHash }: HashedRequest): Promise<Answer> {
  const [row]: { answer: Answer }[] = await manager.query("SELECT answer FROM idempotency_key WHERE caller = $1 AND key_hash = $2", [
    caller,
    keyHash,
  ]);
  if (!row) throw new IdempotencyMismatch();
  return row.answer;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
