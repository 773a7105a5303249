import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CursorForeign, openCursor, sealCursor } from "./event-cursor.ts";
import { comparePositions } from "./event-map.ts";

const SEAL = { epoch: randomUUID(), secret: randomBytes(32) };
const MOST = 2n ** 63n - 1n;
const aPosition = fc.record({ transactionId: fc.bigInt({ min: 0n, max: MOST }).map(String), id: fc.bigInt({ min: 0n, max: MOST }).map(String) });

describe("a cursor into the log", () => {
  test("leads back to its position", () => {
    fc.assert(
      fc.property(aPosition, (position) => {
        expect(openCursor(sealCursor(position, SEAL), SEAL)).toEqual(position);
      }),
    );
  });

  test("has one length, so that it tells nothing by it", () => {
    fc.assert(fc.property(aPosition, (position) => sealCursor(position, SEAL).length === 38));
  });

  test("of another database, or of this one before it was restored, is foreign", () => {
    fc.assert(
      fc.property(aPosition, (position) => {
        const cursor = sealCursor(position, SEAL);
        expect(() => openCursor(cursor, { ...SEAL, epoch: randomUUID() })).toThrow(CursorForeign);
        expect(() => openCursor(cursor, { ...SEAL, secret: randomBytes(32) })).toThrow(CursorForeign);
      }),
    );
  });

  test("with any of its bits turned is foreign", () => {
    fc.assert(
      fc.property(aPosition, fc.nat({ max: 28 * 8 - 1 }), (position, bit) => {
        const bytes = Buffer.from(sealCursor(position, SEAL), "base64url");
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => openCursor(bytes.toString("base64url"), SEAL)).toThrow(CursorForeign);
      }),
    );
  });

  test("is no other text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(() => openCursor(text, SEAL)).toThrow(CursorForeign);
      }),
    );
  });
});

describe("positions in the log", () => {
  test("are ordered by transaction, then id, as numbers and not as texts", () => {
    fc.assert(
      fc.property(aPosition, aPosition, (a, b) => {
        const byHand = BigInt(a.transactionId) - BigInt(b.transactionId) || BigInt(a.id) - BigInt(b.id);
        expect(Math.sign(comparePositions(a, b))).toBe(byHand < 0n ? -1 : byHand > 0n ? 1 : 0);
      }),
    );
    expect(comparePositions({ transactionId: "9", id: "1" }, { transactionId: "10", id: "0" })).toBe(-1);
  });
});
