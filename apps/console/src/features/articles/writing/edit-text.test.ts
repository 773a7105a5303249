import { expect, test } from "vitest";
import { insertSourceMark, type TextEdit, toggleLinePrefix } from "./edit-text.ts";

const apply = (text: string, { start, end, insert }: TextEdit) => text.slice(0, start) + insert + text.slice(end);

test("a heading is put before the caret's line and taken away again", () => {
  const once = apply("Một\nHai", toggleLinePrefix("Một\nHai", { start: 5, end: 5 }, "## "));
  expect(once).toBe("Một\n## Hai");
  expect(apply(once, toggleLinePrefix(once, { start: 8, end: 8 }, "## "))).toBe("Một\nHai");
});

test("every line of a selection becomes a line of the list", () => {
  expect(apply("a\nb\nc", toggleLinePrefix("a\nb\nc", { start: 0, end: 3 }, "- "))).toBe("- a\n- b\nc");
});

test("a source mark stands behind what was selected", () => {
  expect(apply("Giữ 30 %.", insertSourceMark({ start: 4, end: 8 }, 2))).toBe("Giữ 30 %[2].");
});
