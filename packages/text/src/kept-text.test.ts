import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCharacters, hasLetters } from "./count.ts";
import { normalizeText } from "./normalize.ts";
import { isWellFormedText } from "./well-formed.ts";

const aText = fc.string({ unit: "binary", maxLength: 80 });

describe("a text as it is kept", () => {
  test("is in NFC: letters typed as two characters become one", () => {
    expect(normalizeText("Ca đêm".normalize("NFD"))).toBe("Ca đêm".normalize("NFC"));
    fc.assert(fc.property(aText, (text) => normalizeText(text).normalize("NFC") === normalizeText(text)));
  });

  test("has LF line ends and no white space around it", () => {
    expect(normalizeText("  một\r\nhai\rba\n\n ")).toBe("một\nhai\nba");
  });

  test("is kept as it is when it is kept again", () => {
    fc.assert(fc.property(aText, (text) => normalizeText(normalizeText(text)) === normalizeText(text)));
  });

  test("keeps spelling, case and signs as typed", () => {
    expect(normalizeText("KO AI TRẢ LỜI!!!  ca  đêm 😡")).toBe("KO AI TRẢ LỜI!!!  ca  đêm 😡");
  });
});

describe("characters", () => {
  test("are what a person counts: one emoji is one, one letter with its marks is one", () => {
    expect(countCharacters("Lương 😀")).toBe(7);
    expect(countCharacters("")).toBe(0);
    fc.assert(fc.property(aText, (text) => countCharacters(text) === Array.from(text).length));
  });

  test("that are letters or digits are counted apart from signs", () => {
    expect(hasLetters("?! … 😀 ---", 1)).toBe(false);
    expect(hasLetters("Ô 10!", 3)).toBe(true);
    expect(hasLetters("Ô 10!", 4)).toBe(false);
    fc.assert(fc.property(aText, (text) => !hasLetters(text, countCharacters(text) + 1)));
  });
});

describe("a well-formed text", () => {
  test("holds neither NUL nor half of a surrogate pair", () => {
    expect(isWellFormedText("Ca đêm 😀")).toBe(true);
    expect(isWellFormedText("Ca\u0000đêm")).toBe(false);
    expect(isWellFormedText("\ud83d")).toBe(false);
    expect(isWellFormedText("\ude00\ud83d")).toBe(false);
  });

  test("comes back unchanged from UTF-8", () => {
    const anyUnits = fc.array(fc.integer({ min: 1, max: 0xffff })).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(anyUnits, (text) => isWellFormedText(text) === (Buffer.from(text).toString() === text)));
  });
});
