import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutToQuarter } from "./clock.ts";
import { InvalidInput } from "./domain-error.ts";
import { traceOf } from "./error-trace.ts";
import { decodeRowCursor, encodeRowCursor, requirePageSize, toPage } from "./page.ts";

/** What a column of moments can hold. */
const aMoment = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true });

describe("a page cursor", () => {
  test("leads back to its row", () => {
    fc.assert(
      fc.property(aMoment, fc.uuid(), (at, id) => {
        expect(decodeRowCursor(encodeRowCursor({ at, id }))).toEqual({ at, id });
      }),
    );
  });

  test("that is none of ours is refused and not taken for the first page", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(() => decodeRowCursor(text)).toThrow(InvalidInput);
      }),
    );
  });

  test("with a moment that no row can have is refused", () => {
    const forged = (moment: string) => Buffer.from(`${moment}.${randomUUID()}`).toString("base64url");
    for (const moment of ["", "!", "zzzzzzzzzzzz", (-8.64e15).toString(36)]) expect(() => decodeRowCursor(forged(moment))).toThrow(InvalidInput);
  });
});

describe("a page", () => {
  test("knows whether more follow by the one row too many", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 50 }), (rows, first) => {
        const page = toPage(rows.slice(0, first + 1), first);
        expect(page).toEqual({ rows: rows.slice(0, first), hasNextPage: rows.length > first });
      }),
    );
  });

  test.each([0, -1, 101, 1.5, Number.NaN])("of %d rows is refused", (first) => {
    expect(() => requirePageSize(first, 100)).toThrow(InvalidInput);
  });
});

describe("the quarter of an hour", () => {
  test("begins at the moment or up to 15 minutes before it, and is its own", () => {
    fc.assert(
      fc.property(aMoment, (moment) => {
        const quarter = cutToQuarter(moment);
        const sinceMs = moment.getTime() - quarter.getTime();
        expect(sinceMs).toBeGreaterThanOrEqual(0);
        expect(sinceMs).toBeLessThan(15 * 60_000);
        expect(quarter.getUTCMinutes() % 15).toBe(0);
        expect(cutToQuarter(quarter)).toEqual(quarter);
      }),
    );
  });
});

describe("the trace of an error", () => {
  test("names the class and the place, and not the message", () => {
    const trace = traceOf(new TypeError("Lương của tôi"));
    expect(trace).toMatchObject({ kind: "TypeError" });
    expect(trace.frames).not.toHaveLength(0);
    expect(JSON.stringify(trace)).not.toContain("Lương");
  });

  test("takes no line of a member's words for a place in the code", () => {
    const trace = traceOf(new Error("invalid input: Chuyện xảy ra\n    at phân xưởng Lò hơi, ca đêm"));
    expect(JSON.stringify(trace)).not.toContain("Lò hơi");
  });

  test("of what is no error is its type and nothing more", () => {
    expect(traceOf("Lương của tôi")).toEqual({ kind: "string" });
  });
});
