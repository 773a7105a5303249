import type { ArticleContent, ArticleStepImpossible } from "@langnghe/domain/articles";
import { NotAllowed } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { inHand } from "../support/article-walk.ts";
import { failureOf } from "../support/failure-of.ts";
import { A_CONTENT, aWorld, type TestStaff, type World } from "../support/world.ts";

let world: World;
let editor: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  editor = await world.aStaffMember({ role: "EDITOR" });
});

const [aSource] = A_CONTENT.sources;
if (!aSource) throw new Error("The whole content has a source");

describe("what an editor writes", () => {
  test.each<[string, Partial<ArticleContent>, string]>([
    ["no title", { title: "  " }, "title"],
    ["a title over 200 characters", { title: "ữ".repeat(201) }, "title"],
    ["a summary over 600 characters", { summary: "ữ".repeat(601) }, "summary"],
    ["a body over 50,000 characters", { body: "ữ".repeat(50_001) }, "body"],
    ["NUL in the body", { body: "a\u0000b" }, "body"],
    ["half a surrogate pair in the byline", { byline: "Ban \ud83d" }, "byline"],
    ["a source without a title", { sources: [{ ...aSource, title: " " }] }, "sources"],
    ["a source at no web address", { sources: [{ ...aSource, url: "javascript:alert(1)" }] }, "sources"],
    ["a source at half an address", { sources: [{ ...aSource, url: "example.org" }] }, "sources"],
    ["a source seen on no day", { sources: [{ ...aSource, accessedOn: "hôm qua" }] }, "sources"],
    ["NUL in a source", { sources: [{ ...aSource, quote: "a\u0000b" }] }, "sources"],
    ["more than 50 sources", { sources: Array(51).fill(aSource) }, "sources"],
  ])("cannot be kept with %s, and the field is named", async (_what, content, field) => {
    expect(await failureOf<ArticleStepImpossible>(world.aDraft(editor, { content }))).toMatchObject({ code: "ARTICLE_STEP_IMPOSSIBLE", field });
  });

  test.each<[string, Partial<ArticleContent>]>([
    ["summary", { summary: "" }],
    ["body", { body: " \n" }],
    ["byline", { byline: "" }],
    ["sources", { sources: [] }],
  ])("may lack its %s as a draft, and not when it goes for review", async (field, content) => {
    const draft = await world.aDraft(editor, { content });
    const { articles } = world.domain;
    expect(await failureOf<ArticleStepImpossible>(articles.sendForReview(inHand(draft), editor))).toMatchObject({ field });
    expect(await articles.readDraft(draft.id, editor)).toMatchObject({ status: "DRAFT", version: 1 });
  });

  test("may be as long as allowed", async () => {
    const content = { title: "ữ".repeat(200), summary: "ữ".repeat(600), body: "😀".repeat(50_000), sources: Array(50).fill(aSource) };
    expect(await world.aDraft(editor, { content })).toMatchObject({ status: "DRAFT" });
  });

  test("is signed work of people: a key writes nothing, and people only in their units", async () => {
    const client = await world.domain.apiClients.authenticate({ key: (await world.aClient()).key, address: "127.0.0.1" });
    const start = world.domain.articles.start({ unitId: "any", content: A_CONTENT, opinionIds: [] }, client);
    expect(await failureOf(start)).toBeInstanceOf(NotAllowed);
    const ofPlantA = await world.aStaffMember({ role: "EDITOR", unit: "plantA" });
    expect(await failureOf(world.aDraft(ofPlantA, { unit: "plantB" }))).toBeInstanceOf(NotAllowed);
  });
});

describe("the desk's list", () => {
  test("shows the units of whoever looks, and is narrowed by state, kind and words of the title without diacritics", async () => {
    const { articles } = world.domain;
    const ofPlantB = await world.aStaffMember({ role: "EDITOR", unit: "plantB" });
    const draft = await world.aDraft(ofPlantB, { unit: "plantB", content: { title: "Áo mưa cho đội xe", kind: "GUIDANCE" } });
    const find = async (filter: Parameters<typeof articles.listDrafts>[0]["filter"], who = ofPlantB) =>
      (await articles.listDrafts({ filter, first: 50 }, who)).rows.map(({ id }) => id);
    expect(await find({})).toEqual([draft.id]);
    expect(await find({ text: "doi  XE ao", kind: "GUIDANCE", status: ["DRAFT"] })).toEqual([draft.id]);
    for (const filter of [{ text: "găng tay" }, { kind: "FACT_CHECK" }, { status: ["PUBLISHED"] }] as const) expect(await find(filter)).toEqual([]);
    const ofPlantA = await world.aStaffMember({ role: "EDITOR", unit: "plantA" });
    expect(await find({}, ofPlantA)).toEqual([]);
  });
});
