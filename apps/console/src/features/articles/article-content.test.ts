import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countWords, parseBody, parseInline, sourceMarksIn, withoutSource } from "./article-content.ts";

describe("counting words", () => {
  test.each([
    ["", 0],
    ["  \n ", 0],
    ["Phụ cấp ca đêm vẫn giữ 30 %.", 7],
    ["một - hai – ba …", 3],
    ["giữa\u00a0chừng", 2],
  ])("%j has %i", (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe("reading a body", () => {
  test("parts paragraphs at blank lines, takes headings and lists by their lines", () => {
    expect(parseBody("Một\nhai\n\n## Đề mục\nngay sau\n- a\n- b\n\n- c")).toEqual([
      { kind: "paragraph", text: "Một\nhai" },
      { kind: "heading", text: "Đề mục" },
      { kind: "paragraph", text: "ngay sau" },
      { kind: "list", lines: ["a", "b"] },
      { kind: "list", lines: ["c"] },
    ]);
  });

  test("makes nothing of an empty body, whatever blanks it holds", () => {
    expect(parseBody(" \r\n\t\n ")).toEqual([]);
  });

  test("never loses a letter and never makes an empty block", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("## A", "- b", "c", "", "  d", "#e", "-f")), (lines) => {
        const blocks = parseBody(lines.join("\n"));
        const read = blocks.flatMap((block) => (block.kind === "list" ? block.lines : [block.text])).join("");
        expect(read.replace(/\s/g, "")).toBe(lines.join("").replace(/## |- |\s/g, ""));
        expect(blocks.every((block) => block.kind !== "list" || block.lines.length > 0)).toBe(true);
      }),
    );
  });

  test("takes a mark for a source only where there is one", () => {
    expect(parseInline("Đúng.[1] Sai [3] và [0].", 2)).toEqual(["Đúng.", { sourcePlace: 1 }, " Sai ", "[3]", " và ", "[0]", "."]);
  });
});

describe("source marks", () => {
  test("are found once each, in order", () => {
    expect(sourceMarksIn("a [2] b [1][2] c [0] [x]")).toEqual([1, 2]);
  });

  test("follow their sources when one is removed", () => {
    expect(withoutSource("Một.[1] Hai.[2] Ba [2][3].", 2)).toBe("Một.[1] Hai. Ba[2].");
  });

  test("point at one source less, and keep their order, after any removal", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), fc.integer({ min: 1, max: 9 }), (places, gone) => {
        const body = places.map((place) => `từ[${place}]`).join(" ");
        const expected = places.filter((place) => place !== gone).map((place) => (place > gone ? place - 1 : place));
        expect([...withoutSource(body, gone).matchAll(/\[(\d)\]/g)].map(([, digit]) => Number(digit))).toEqual(expected);
      }),
    );
  });
});
