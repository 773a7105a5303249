import { createHmac, type KeyObject } from "node:crypto";
import type { HashedRequest } from "../idempotency.ts";
import type { Refusal } from "../opinion.errors.ts";

export interface IntakeItem {
  readonly rawText: string;
  readonly channelId: string;
  readonly unitId: string;
  /** When it was said, as closely as the source knows; kept cut to the quarter of an hour. */
  readonly receivedAt: Date;
  readonly receiptHash?: Buffer;
  /** It was taken in before, by the rules of that day, and its sender holds a receipt: it is not screened again. */
  readonly isPromised?: boolean;
  /** See `hashOrigin`: an item with a hash that is known already is not taken in again. */
  readonly originHash?: Buffer | undefined;
}

/** One that its sender lets wait; only the drawn moment of its release is kept. */
export interface WaitingItem {
  readonly id: string;
  readonly unitId: string;
  readonly channelId: string;
  readonly text: string;
  readonly receiptHash: Buffer;
  readonly releaseAt: Date;
}

export type IntakeOutcome =
  | { readonly kind: "ACCEPTED"; readonly opinionId: string }
  | { readonly kind: "ALREADY_KNOWN"; readonly opinionId: string }
  | { readonly kind: "REFUSED"; readonly refusal: Refusal };

/** What one caller brings; it is stored as a whole or not at all. */
export interface IntakeJob {
  readonly items: readonly IntakeItem[];
  readonly waiting?: WaitingItem;
  readonly key?: HashedRequest | undefined;
  /** The answer to keep beside the key. Left out for anonymous callers: theirs is never stored. */
  readonly answerOf?: (outcomes: readonly IntakeOutcome[]) => unknown;
}

/** What became of a job: taken in now, or done before under the same key, with the answer that was kept. */
export type Settled =
  | { readonly kind: "DONE"; readonly outcomes: readonly IntakeOutcome[] }
  | { readonly kind: "REPEATED"; readonly answer: unknown };

/**
 * Where an item came from, in a form that leads nowhere: intake can tell that it has seen the post or the row
 * before, and nobody can look the post up again. `source` parts the systems that write into one channel.
 */
export function hashOrigin({ origin, source, secret }: { origin: string; source: string | undefined; secret: KeyObject }): Buffer {
  const hash = createHmac("sha256", secret).update("origin:");
  if (source !== undefined) hash.update(`${source}\n`);
  return hash.update(origin).digest();
}
