import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftOf, LONGEST_TEXT, screenOpinion } from "./index.ts";

const refusal = (text: string) => screenOpinion(draftOf(text));

describe("screening at intake", () => {
  test.each(["", "   ", "\n\t\r\n "])("refuses %j as EMPTY", (text) => {
    expect(refusal(text)).toBe("EMPTY");
  });

  test.each(["?", "?!…", "ok", "👍👍👍👍", "1 2"])("refuses %j as TOO_SHORT", (text) => {
    expect(refusal(text)).toBe("TOO_SHORT");
  });

  test("lets three letters or digits pass", () => {
    expect(refusal("Tốt")).toBeUndefined();
    expect(refusal("A-1 0")).toBeUndefined();
  });

  test("lets 5,000 characters pass and refuses one more", () => {
    expect(refusal("ữ".repeat(LONGEST_TEXT))).toBeUndefined();
    expect(refusal("ữ".repeat(LONGEST_TEXT + 1))).toBe("TOO_LONG");
  });

  test("counts an emoji as one character", () => {
    expect(refusal(`abc${"😀".repeat(LONGEST_TEXT - 3)}`)).toBeUndefined();
    expect(refusal(`abc${"😀".repeat(LONGEST_TEXT - 2)}`)).toBe("TOO_LONG");
  });

  test("counts the kept form: marks typed apart and white space around do not make a text too long", () => {
    expect(refusal(`  ${"ữ".repeat(LONGEST_TEXT).normalize("NFD")}\n`)).toBeUndefined();
  });

  test.each(["ca\u0000đêm", "ca đêm \ud83d", "\ude00 ca đêm"])("refuses broken characters in %j", (text) => {
    expect(refusal(text)).toBe("BAD_CHARACTERS");
  });

  test("gives the same answer on the kept form as on the text that came", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        expect(refusal(draftOf(text).text)).toBe(refusal(text));
      }),
    );
  });
});
