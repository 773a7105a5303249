import { createHmac, type KeyObject, randomBytes } from "node:crypto";
import { foldText } from "@langnghe/text";
import { RECEIPT_WORDS } from "./receipt-words.ts";

const RECEIPT_BYTES = 9;
const WORD_BITS = 9n;
const WORD_COUNT = 8;

const placeOfWord: ReadonlyMap<string, number> = new Map(RECEIPT_WORDS.map((word, place) => [foldText(word), place]));

/**
 * The secret code a sender gets: 72 random bits, written as eight of 512 words so that it can be copied by hand.
 * With it, and only with it, the opinion can be followed; here only its hash is kept.
 */
export interface Receipt {
  readonly words: readonly string[];
  readonly hash: Buffer;
}

export function newReceipt(secret: KeyObject): Receipt {
  return receiptOf(randomBytes(RECEIPT_BYTES), secret);
}

/**
 * The receipt of a submission that may be repeated: the same key and request give the same code,
 * without the code being stored. `request` must hold something that only the sender knows.
 */
export function deriveReceipt(request: Buffer, secret: KeyObject): Receipt {
  return receiptOf(createHmac("sha256", secret).update("receipt:").update(request).digest().subarray(0, RECEIPT_BYTES), secret);
}

/**
 * The hash of a code as somebody typed it: with or without diacritics, in any case, parted by blanks or signs.
 * Undefined when it is not eight words of the list.
 */
export function hashTypedReceipt(typed: string, secret: KeyObject): Buffer | undefined {
  const places = foldText(typed)
    .split(/[^a-z]+/)
    .filter((word) => word !== "")
    .map((word) => placeOfWord.get(word));
  if (places.length !== WORD_COUNT || places.includes(undefined)) return undefined;
  const bits = places.reduce<bigint>((sum, place) => (sum << WORD_BITS) | BigInt(place ?? 0), 0n);
  return hashReceipt(Buffer.from(bits.toString(16).padStart(RECEIPT_BYTES * 2, "0"), "hex"), secret);
}

function receiptOf(code: Buffer, secret: KeyObject): Receipt {
  let bits = BigInt(`0x${code.toString("hex")}`);
  const words: string[] = [];
  for (let count = 0; count < WORD_COUNT; count += 1) {
    words.unshift(RECEIPT_WORDS[Number(bits & 511n)] ?? "");
    bits >>= WORD_BITS;
  }
  return { words, hash: hashReceipt(code, secret) };
}

function hashReceipt(code: Buffer, secret: KeyObject): Buffer {
  return createHmac("sha256", secret).update("receipt-hash:").update(code).digest();
}
