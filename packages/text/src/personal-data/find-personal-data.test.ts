import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverText } from "./cover.ts";
import { findPersonalData } from "./find-personal-data.ts";
import { flatten } from "./flatten.ts";

const anyText = fc.string({ unit: "binary", maxLength: 200 }).map((text) => text.normalize("NFC"));
/** Pieces that forms are made of: together they make what forms nearly fit. */
const PIECES =
  "0 9 09 12 345 0912345678 84 +84 o không chín một năm . - , / @ [at] a còng chấm com gmail số nhà ngõ đường phường xã tổ 3 TP Lê Lợi 30A 72C1 123.45 stk Vietcombank cccd bhxh gọi \n ( ) đ 77089".split(
    " ",
  );
const aTangle = fc.array(fc.constantFrom(...PIECES, " "), { maxLength: 60 }).map((pieces) => pieces.join("").normalize("NFC"));
const aCrowd = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(" ").normalize("NFC"));

describe("what is found", () => {
  test("lies in the text, in its order, and apart from each other", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, aTangle, aCrowd), (text) => {
        let from = 0;
        for (const { start, end } of findPersonalData(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          from = end;
        }
      }),
    );
  });

  test("is found at the same place whatever stands before it on other lines", () => {
    fc.assert(
      fc.property(anyText, (before) => {
        const lines = `${before.replace(/\d/g, "")}\n`;
        expect(findPersonalData(`${lines}gọi 0912345678`)).toContainEqual({
          kind: "PHONE",
          start: lines.length + 4,
          end: lines.length + 14,
        });
      }),
    );
  });

  test("is a mobile number however it is parted", () => {
    const aMobile = fc.tuple(fc.constantFrom("03", "05", "07", "08", "09"), fc.stringMatching(/^[2-9]\d{7}$/)).map(([prefix, rest]) => prefix + rest);
    const known = aMobile.filter((digits) => /^0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)/.test(digits));
    fc.assert(
      fc.property(
        known,
        fc.constantFrom("", " ", ".", "-", " - "),
        fc.constantFrom([4, 3, 3], [3, 3, 4], [4, 2, 2, 2], [5, 5]),
        (digits, sign, sizes) => {
          let from = 0;
          const groups = sizes.map((size) => {
            from += size;
            return digits.slice(from - size, from);
          });
          const written = groups.join(sign);
          expect(findPersonalData(`Số tôi là ${written} nhé`)).toEqual([{ kind: "PHONE", start: 10, end: 10 + written.length }]);
        },
      ),
    );
  });
});

describe("a flattened text", () => {
  test("is as long as the text, sign for sign", () => {
    fc.assert(fc.property(anyText, (text) => flatten(text).flat.length === text.length));
  });
});

describe("time", () => {
  const LONGEST = 5_000;
  const long = (piece: string) => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST);
  /** Of this process alone: others on the machine do not count. */
  const millisecondsOf = (text: string) => {
    const began = process.cpuUsage();
    findPersonalData(text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000;
  };

  test("stays within a quarter of a second for the worst of 5,000 characters", () => {
    const aPattern = fc.array(fc.constantFrom(...PIECES, " ", "a", "1", "A", "-"), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        fc.oneof(
          aPattern,
          aTangle.filter((text) => text !== ""),
        ),
        (pattern) => {
          expect(millisecondsOf(long(pattern))).toBeLessThan(250);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a cover", () => {
  const spans = fc.array(
    fc.tuple(fc.nat(220), fc.nat(20)).map(([start, length]) => ({ start, end: start + length })),
    { maxLength: 6 },
  );

  test("lets nothing through of what it lies over, however covers overlap", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom(..."abc 123") }), spans, (text, over) => {
        const { text: covered, covers } = coverText(text, over, () => "█");
        const isCovered = (place: number) => over.some(({ start, end }) => start <= place && place < end);
        const expected = [...text].filter((_, place) => !isCovered(place)).join("");
        expect(covered.replaceAll("█", "")).toBe(expected);
        expect(covers.every(({ start, end }) => covered.slice(start, end) === "█")).toBe(true);
      }),
    );
  });
});
