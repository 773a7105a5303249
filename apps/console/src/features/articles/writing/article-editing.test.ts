import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blankForm } from "../article-form.ts";
import type { ArticleInHand } from "../article-in-hand.ts";
import { type ArticleEditing, type EditingAction, isUnsaved, nextEditing, openEditing } from "./article-editing.ts";

const blank = blankForm({ unitId: "u", kind: "GUIDANCE", answers: [] });

function anArticle(part: Partial<ArticleInHand> = {}): ArticleInHand {
  const article = {
    ...blank,
    unit: { id: "u", name: "Xưởng" },
    id: "a",
    title: "Phụ cấp",
    body: "Một.",
    version: 1,
    answers: [],
    sources: [],
    ...part,
  };
  // Only what the editing looks at: the rest of the fragment plays no part in it.
  return article as unknown as ArticleInHand;
}

const typed = (body: string): EditingAction => ({ type: "typed", change: { body } });

describe("editing an article", () => {
  const open = openEditing(anArticle(), blank);

  test("holds what is typed until it is saved, and what is typed meanwhile stays unsaved", () => {
    const typing = nextEditing(open, typed("Hai."));
    expect(isUnsaved(typing)).toBe(true);
    const more = nextEditing(typing, typed("Hai, ba."));
    const saved = nextEditing(more, { type: "saved", article: anArticle({ body: "Hai.", version: 2 }), sent: typing.form });
    expect(saved).toMatchObject({ baseVersion: 2, form: { body: "Hai, ba." }, base: { body: "Hai." } });
    expect(isUnsaved(saved)).toBe(true);
  });

  test("follows the server while nothing is typed", () => {
    expect(nextEditing(open, { type: "told", article: anArticle({ body: "Mới.", version: 4 }) })).toMatchObject({
      form: { body: "Mới." },
      baseVersion: 4,
      theirs: null,
    });
  });

  test("puts what is typed on top of an article that was only moved", () => {
    const told = nextEditing(nextEditing(open, typed("Hai.")), { type: "told", article: anArticle({ version: 3 }) });
    expect(told).toMatchObject({ form: { body: "Hai." }, baseVersion: 3, theirs: null });
  });

  test("keeps both when somebody else rewrote it, and goes on from theirs once they are merged", () => {
    const told = nextEditing(nextEditing(open, typed("Của tôi.")), { type: "told", article: anArticle({ body: "Của họ.", version: 2 }) });
    expect(told).toMatchObject({ form: { body: "Của tôi." }, baseVersion: 1, theirs: { body: "Của họ." } });
    const merged = nextEditing(told, { type: "merged", form: { ...told.form, body: "Của cả hai." } });
    expect(merged).toMatchObject({ form: { body: "Của cả hai." }, base: { body: "Của họ." }, baseVersion: 2, theirs: null });
  });

  test("brings a kept draft back, also across a newer version", () => {
    const draft = { form: { ...open.form, body: "Dở." }, base: open.form, baseVersion: 1, keptAt: "2026-11-22T02:15:00Z" };
    expect(nextEditing(open, { type: "restored", draft })).toMatchObject({ form: { body: "Dở." }, restoredFrom: draft.keptAt, theirs: null });
    const newer = openEditing(anArticle({ body: "Của họ.", version: 5 }), blank);
    expect(nextEditing(newer, { type: "restored", draft })).toMatchObject({ form: { body: "Dở." }, theirs: { body: "Của họ." } });
  });

  test("says nothing of a kept draft that holds nothing new", () => {
    expect(nextEditing(open, { type: "restored", draft: { form: open.form, base: open.form, baseVersion: 1, keptAt: "" } })).toBe(open);
  });

  test("can take a discarded draft back", () => {
    const discarded = nextEditing(nextEditing(open, typed("Dở.")), { type: "discarded" });
    expect(isUnsaved(discarded)).toBe(false);
    expect(nextEditing(discarded, { type: "takenBack", form: { ...open.form, body: "Dở." } }).form.body).toBe("Dở.");
  });

  test("never drops what was typed, whatever the server tells in between", () => {
    const told = fc.record({ version: fc.integer({ min: 1, max: 9 }), body: fc.constantFrom("Một.", "Hai.", "Ba.") });
    fc.assert(
      fc.property(fc.array(told), (news) => {
        const typing = nextEditing(open, typed("Chữ của tôi."));
        const after = news.reduce<ArticleEditing>((editing, part) => nextEditing(editing, { type: "told", article: anArticle(part) }), typing);
        expect(after.form.body).toBe("Chữ của tôi.");
        expect(isUnsaved(after)).toBe(true);
      }),
    );
  });
});
