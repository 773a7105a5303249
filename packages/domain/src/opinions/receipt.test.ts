import { createHash, createSecretKey, randomBytes } from "node:crypto";
import { foldText } from "@langnghe/text";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveReceipt, hashTypedReceipt, newReceipt } from "./receipt.ts";
import { RECEIPT_WORDS } from "./receipt-words.ts";

const SECRET = createSecretKey(Buffer.alloc(32, 7));
const aRequest = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes));

describe("the words receipts are made of", () => {
  test("are 512, distinct even without diacritics, and only letters", () => {
    expect(RECEIPT_WORDS).toHaveLength(512);
    expect(new Set(RECEIPT_WORDS.map(foldText)).size).toBe(512);
    for (const word of RECEIPT_WORDS) expect(foldText(word)).toMatch(/^[a-z]+$/);
  });

  test("keep their places for ever, since people already hold receipts", () => {
    const fingerprint = createHash("sha256").update(RECEIPT_WORDS.join(" ")).digest("hex");
    expect(fingerprint).toBe("bfe45ea609078f74fb5eb2535d8010775b53a779b8e4ac10dbe6cccc1b86e1a0");
  });
});

describe("a receipt", () => {
  test("is nine words of the list, which is more than 80 bits", () => {
    const { words } = newReceipt(SECRET);
    expect(words).toHaveLength(9);
    expect(words.length * Math.log2(RECEIPT_WORDS.length)).toBeGreaterThanOrEqual(80);
    for (const word of words) expect(RECEIPT_WORDS).toContain(word);
  });

  test("is never given twice", () => {
    const codes = Array.from({ length: 1_000 }, () => newReceipt(SECRET).words.join(" "));
    expect(new Set(codes).size).toBe(1_000);
  });

  test("is known again however it is typed", () => {
    fc.assert(
      fc.property(aRequest, fc.constantFrom(" ", "  ", "-", ", ", "\n", " . "), (request, sign) => {
        const { words, hash } = deriveReceipt(request, SECRET);
        for (const typed of [words.join(sign), foldText(words.join(" ")), words.join(sign).toUpperCase(), words.join(sign).normalize("NFD")]) {
          expect(hashTypedReceipt(typed, SECRET)).toEqual(hash);
        }
        expect(hashTypedReceipt(` ${words.join(" ")}\t`, SECRET)).toEqual(hash);
      }),
    );
  });

  test("with its words in another order is another one", () => {
    fc.assert(
      fc.property(aRequest, fc.nat({ max: 7 }), (request, place) => {
        const { words, hash } = deriveReceipt(request, SECRET);
        const swapped = words.with(place, words[place + 1] ?? "").with(place + 1, words[place] ?? "");
        fc.pre(words[place] !== words[place + 1]);
        expect(hashTypedReceipt(swapped.join(" "), SECRET)).not.toEqual(hash);
      }),
    );
  });

  test("with a word too few, too many or unknown is none", () => {
    const { words } = newReceipt(SECRET);
    expect(hashTypedReceipt(words.slice(1).join(" "), SECRET)).toBeUndefined();
    expect(hashTypedReceipt([...words, "ấm"].join(" "), SECRET)).toBeUndefined();
    expect(hashTypedReceipt(words.with(3, "xyz").join(" "), SECRET)).toBeUndefined();
    expect(hashTypedReceipt("", SECRET)).toBeUndefined();
  });

  test("follows from the request alone: the same request gives the same code, another one another", () => {
    fc.assert(
      fc.property(aRequest, aRequest, (one, other) => {
        expect(deriveReceipt(one, SECRET)).toEqual(deriveReceipt(Buffer.from(one), SECRET));
        if (!one.equals(other)) expect(deriveReceipt(one, SECRET).words).not.toEqual(deriveReceipt(other, SECRET).words);
      }),
    );
  });

  test("of one installation says nothing in another", () => {
    const { words, hash } = newReceipt(SECRET);
    expect(hashTypedReceipt(words.join(" "), createSecretKey(randomBytes(32)))).not.toEqual(hash);
  });
});
