import { describe, expect, test } from "vitest";
import { type ArticleForm, blankForm } from "../article-form.ts";
import { findConflicts, mergeForms, suggestChoices } from "./merge-forms.ts";

const base: ArticleForm = {
  ...blankForm({ unitId: "u", kind: "GUIDANCE", answers: ["o1"] }),
  title: "Phụ cấp",
  summary: "Giữ nguyên.",
  body: "Một.",
};
const source = (key: number, title: string) => ({ key, title, url: "", quote: "", accessedOn: "" });

describe("two versions of an article", () => {
  const mine: ArticleForm = { ...base, title: "Phụ cấp ca đêm", body: "Một, của tôi.", answers: ["o1", "o2"] };
  const theirs: ArticleForm = { ...base, summary: "Vẫn giữ nguyên.", body: "Một, của người khác." };

  test("name each part that differs, and who changed it", () => {
    expect(findConflicts({ mine, theirs, base })).toEqual([
      { part: "title", changedBy: "me", canKeepBoth: false },
      { part: "summary", changedBy: "them", canKeepBoth: false },
      { part: "body", changedBy: "both", canKeepBoth: true },
      { part: "answers", changedBy: "me", canKeepBoth: true },
    ]);
  });

  test("merge so that what only one side changed stands", () => {
    const choices = suggestChoices(findConflicts({ mine, theirs, base }));
    expect(mergeForms({ mine, theirs }, choices)).toEqual({ ...mine, summary: "Vẫn giữ nguyên." });
  });

  test("can both stand in the text, theirs first, what is common once", () => {
    const both = mergeForms({ mine: { ...mine, body: "Chung.\n\nCủa tôi." }, theirs: { ...theirs, body: "Chung.\n\nCủa họ.\n" } }, { body: "both" });
    expect(both.body).toBe("Chung.\n\nCủa họ.\n\nCủa tôi.");
  });

  test("can both keep their sources, the same one once", () => {
    const merged = mergeForms(
      {
        mine: { ...mine, sources: [source(0, "Thỏa ước"), source(1, "Công văn")] },
        theirs: { ...theirs, sources: [source(0, "Thỏa ước "), source(1, "Luật")] },
      },
      { sources: "both" },
    );
    expect(merged.sources.map(({ key, title }) => [key, title.trim()])).toEqual([
      [0, "Thỏa ước"],
      [1, "Luật"],
      [2, "Công văn"],
    ]);
  });

  test("do not differ by blanks, composed letters or the order of answers", () => {
    expect(findConflicts({ mine: { ...base, title: "Phụ cấp ".normalize("NFD") }, theirs: base, base })).toEqual([]);
  });
});
