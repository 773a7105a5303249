import { createHmac, type KeyObject, randomBytes } from "node:crypto";
import { foldText } from "@langnghe/text";
import { RECEIPT_WORDS } from "./receipt-words.ts";

const WORD_BITS = 9n;
const WORD_COUNT = 9;
/** 88 bits, of which the words carry the upper 81. */
const RECEIPT_BYTES = 11;
const SPARE_BITS = 7n;

const placeOfWord: ReadonlyMap<string, number> = new Map(RECEIPT_WORDS.map((word, place) => [foldText(word), place]));

/**
 * The secret code a sender gets: 81 random bits, written as nine of 512 words so that it can be copied by hand.
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
 * Undefined when it is not nine words of the list.
 */
export function hashTypedReceipt(typed: string, secret: KeyObject): Buffer | undefined {
  const places = foldText(typed)
    .split(/[^a-z]+/)
    .filter((word) => word !== "")
    .map((word) => placeOfWord.get(word));
  if (places.length !== WORD_COUNT || places.includes(undefined)) return undefined;
  const bits = places.reduce<bigint>((sum, place) => (sum << WORD_BITS) | BigInt(place ?? 0), 0n);
  return hashReceipt(bits, secret);
}

function receiptOf(random: Buffer, secret: KeyObject): Receipt {
  const code = BigInt(`0x${random.toString("hex")}`) >> SPARE_BITS;
  let bits = code;
  const words: string[] = [];
  for (let count = 0; count < WORD_COUNT; count += 1) {
    words.unshift(RECEIPT_WORDS[Number(bits & 511n)] ?? "");
    bits >>= WORD_BITS;
  }
  return { words, hash: hashReceipt(code, secret) };
}

function hashReceipt(bits: bigint, secret: KeyObject): Buffer {
  const code = Buffer.from(bits.toString(16).padStart(RECEIPT_BYTES * 2, "0"), "hex");
  return createHmac("sha256", secret).update("receipt-hash:").update(code).digest();
}
