import { describe, expect, test } from "vitest";
import { forgetDraft, type KeptDraft, keepDraft, newSlot, readDraft } from "./article-draft-store.ts";
import { blankForm } from "./article-form.ts";

const form = { ...blankForm({ unitId: "u", kind: "GUIDANCE" as const, answers: [] }), body: "Đang viết dở" };
const draft: KeptDraft = { form, base: { ...form, body: "" }, baseVersion: 3, keptAt: "2026-11-22T02:15:00.000Z" };
const place = { viewerId: "v1", slot: "a1" };

function aStorage(): Map<string, string> & Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const map = new Map<string, string>();
  return Object.assign(map, {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  });
}

describe("a draft on this machine", () => {
  test("comes back as it was kept, with what it was based on", () => {
    const storage = aStorage();
    expect(keepDraft(place, draft, storage)).toBe(true);
    expect(readDraft(place, storage)).toEqual(draft);
  });

  test("belongs to one viewer and one article, under the prefix that signing out clears", () => {
    const storage = aStorage();
    keepDraft(place, draft, storage);
    expect([...storage.keys()]).toEqual(["langnghe.draft.v1.a1"]);
    expect(readDraft({ viewerId: "v2", slot: "a1" }, storage)).toBeNull();
    expect(readDraft({ viewerId: "v1", slot: newSlot(null) }, storage)).toBeNull();
  });

  test("is gone once it is forgotten", () => {
    const storage = aStorage();
    keepDraft(place, draft, storage);
    forgetDraft(place, storage);
    expect(readDraft(place, storage)).toBeNull();
  });

  test.each(["", "{", "null", "[]", '{"form":{}}', JSON.stringify({ ...draft, form: { ...form, sources: [1] } })])(
    "is none when something else lies in its place: %s",
    (text) => {
      const storage = aStorage();
      storage.set("langnghe.draft.v1.a1", text);
      expect(readDraft(place, storage)).toBeNull();
    },
  );

  test("says so when the browser does not take it", () => {
    const full = {
      ...aStorage(),
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    expect(keepDraft(place, draft, full)).toBe(false);
    expect(keepDraft(place, draft, null)).toBe(false);
  });
});
