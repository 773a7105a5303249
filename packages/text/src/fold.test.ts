import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText } from "./fold.ts";

const aText = fc.string({ unit: "binary", maxLength: 80 });
const aVietnameseText = fc.string({ unit: fc.constantFrom(..."aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạẾỀỂỄỆỢÚĐ 019?!,.\n\t"), maxLength: 80 });
const withoutMarks = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

describe("a folded text", () => {
  test.each([
    ["Lương  tháng 10", "luong thang 10"],
    ["ĐƯỜNG DÂY 500 kV", "duong day 500 kv"],
    ["  Ca\tđêm\nkhông   có xe ", "ca dem khong co xe"],
    ["Nghỉ hưu sớm?!", "nghi huu som?!"],
    ["", ""],
  ])("%j is looked up as %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test("folds to itself", () => {
    fc.assert(fc.property(aText, (text) => foldText(foldText(text)) === foldText(text)));
  });

  test("is the same with and without diacritics", () => {
    fc.assert(
      fc.property(aVietnameseText, (text) => {
        expect(foldText(withoutMarks(text))).toBe(foldText(text));
      }),
    );
  });

  test("is the same in capitals and small letters", () => {
    fc.assert(
      fc.property(aVietnameseText, (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
        expect(foldText(text.toLowerCase())).toBe(foldText(text));
      }),
    );
  });

  test("is the same whether its marks were typed as one character or as two", () => {
    fc.assert(
      fc.property(aVietnameseText, (text) => {
        expect(foldText(text.normalize("NFD"))).toBe(foldText(text.normalize("NFC")));
      }),
    );
  });

  test("has no white space around it and no two blanks in a row", () => {
    fc.assert(
      fc.property(aText, (text) => {
        expect(foldText(text)).not.toMatch(/^\s|\s$|\s\s|[\t\n\r]/);
      }),
    );
  });
});
