import { createHash } from "node:crypto";
import { InvalidInput } from "../foundation/domain-error.ts";

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

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
