import { Article, ArticleConflict, ArticleNotFound, type ArticleService, ArticleStepImpossible } from "@langnghe/domain/articles";
import { InvalidInput, NotAllowed } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { aDesk, aPublished, approved, type Desk, inHand } from "../support/article-walk.ts";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { A_CONTENT, aWorld, type TestStaff, type World } from "../support/world.ts";

let world: World;
let articles: ArticleService;
let desk: Desk;
let editor: TestStaff;
let approver: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  articles = world.domain.articles;
  desk = await aDesk(world);
  ({ editor, approver } = desk);
});

const stepsOf = async ({ id }: Article) => (await articles.findHistories([id])).map(({ kind }) => kind);
/** One person with two roles: grants add up, and four eyes must hold all the same. */
async function anEditorWhoMayApprove(): Promise<TestStaff> {
  const person = await world.aStaffMember({ role: "EDITOR" });
  await world.domain.access.grantRole({ staffId: person.id, role: "APPROVER", unitId: UNITS.union.id }, { kind: "system", name: "test" });
  const reach = { ...person.reach, ...approver.reach };
  return { ...person, reach };
}

describe("an article", () => {
  test("is written, reviewed, returned, approved, scheduled, published, corrected and withdrawn, and its history tells so", async () => {
    let article = await world.aDraft(editor);
    article = await articles.sendForReview(inHand(article), editor);
    article = await articles.returnToWriters({ ...inHand(article), note: "Thêm nguồn" }, approver);
    article = await articles.save({ ...inHand(article), content: { ...A_CONTENT, body: "Đã thêm nguồn [1]." }, opinionIds: [] }, editor);
    article = await approved(world, article, desk);
    article = await articles.publish({ ...inHand(article), publishAt: new Date(world.clock.now().getTime() + 60_000) }, approver);
    expect(article).toMatchObject({ status: "SCHEDULED", slug: null });
    article = await articles.publish(inHand(article), approver);
    expect(article).toMatchObject({ status: "PUBLISHED", publishAt: null });
    article = await articles.startCorrection({ ...inHand(article), note: "Sửa mức 30 %" }, editor);
    article = await articles.publish(inHand(await approved(world, article, desk)), approver);
    expect(article).toMatchObject({ status: "CORRECTED", correctionNote: "Sửa mức 30 %", pendingCorrectionNote: null });
    article = await articles.withdraw({ ...inHand(article), reason: "Thỏa ước đã thay đổi" }, approver);
    expect(article).toMatchObject({ status: "WITHDRAWN", withdrawalReason: "Thỏa ước đã thay đổi" });
    expect(await stepsOf(article)).toEqual([
      "STARTED",
      "SENT_FOR_REVIEW",
      "RETURNED",
      "SENT_FOR_REVIEW",
      "APPROVED",
      "SCHEDULED",
      "PUBLISHED",
      "CORRECTION_STARTED",
      "SENT_FOR_REVIEW",
      "APPROVED",
      "CORRECTED",
      "WITHDRAWN",
    ]);
    expect(await failureOf(articles.startCorrection({ ...inHand(article), note: "Sửa tiếp" }, editor))).toBeInstanceOf(ArticleStepImpossible);
  });

  test("is not published by anybody before a second person stood in for it", async () => {
    const draft = await world.aDraft(editor);
    expect(await failureOf(articles.publish(inHand(draft), approver))).toBeInstanceOf(ArticleStepImpossible);
    const inReview = await articles.sendForReview(inHand(draft), editor);
    expect(await failureOf(articles.publish(inHand(inReview), approver))).toBeInstanceOf(ArticleStepImpossible);
    expect(await failureOf(articles.approve(inHand(inReview), editor))).toBeInstanceOf(NotAllowed);
  });

  test("is never approved by somebody who wrote it, whatever else they may do", async () => {
    const both = await anEditorWhoMayApprove();
    const inReview = await articles.sendForReview(inHand(await world.aDraft(both)), both);
    expect(await failureOf(articles.approve(inHand(inReview), both))).toBeInstanceOf(ArticleStepImpossible);
    expect(await articles.approve(inHand(inReview), approver)).toMatchObject({ status: "APPROVED", approvedBy: approver.id });
  });

  test("is not approved by somebody who wrote only an earlier, unpublished revision of it", async () => {
    const both = await anEditorWhoMayApprove();
    const draft = await world.aDraft(both);
    const rewritten = await articles.save({ ...inHand(draft), content: { ...A_CONTENT, body: "Viết lại cả bài [1]." }, opinionIds: [] }, editor);
    const inReview = await articles.sendForReview(inHand(rewritten), editor);
    expect(await failureOf(articles.approve(inHand(inReview), both))).toBeInstanceOf(ArticleStepImpossible);
  });

  test("that was approved and taken back needs another approval", async () => {
    const article = await approved(world, await world.aDraft(editor), desk);
    const back = await articles.returnToWriters({ ...inHand(article), note: "Lấy lại để sửa" }, editor);
    expect(back).toMatchObject({ status: "DRAFT", approvedBy: null, approvedRevisionId: null });
    expect(await failureOf(articles.publish(inHand(back), approver))).toBeInstanceOf(ArticleStepImpossible);
  });

  test("cannot be edited while somebody reads it or after approval", async () => {
    const inReview = await articles.sendForReview(inHand(await world.aDraft(editor)), editor);
    const save = (article: Article) => articles.save({ ...inHand(article), content: A_CONTENT, opinionIds: [] }, editor);
    expect(await failureOf(save(inReview))).toBeInstanceOf(ArticleStepImpossible);
    expect(await failureOf(save(await articles.approve(inHand(inReview), approver)))).toBeInstanceOf(ArticleStepImpossible);
  });

  test("that somebody saved meanwhile is a conflict, and of two savers at once one wins", async () => {
    const draft = await world.aDraft(editor);
    const saves = Array.from({ length: 4 }, () => articles.save({ ...inHand(draft), content: A_CONTENT, opinionIds: [] }, editor));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(ArticleConflict);
  });

  test("of another unit is not found, by whatever step", async () => {
    const foreign = await world.aDraft(editor);
    const { editor: stranger, approver: other } = await aDesk(world, "plantB");
    const steps = [
      articles.sendForReview(inHand(foreign), stranger),
      articles.approve(inHand(foreign), other),
      articles.publish(inHand(foreign), other),
    ];
    for (const failure of await Promise.all(steps.map(failureOf))) expect(failure).toBeInstanceOf(ArticleNotFound);
    expect(await articles.readDraft(foreign.id, stranger)).toBeNull();
  });

  test("cannot be scheduled for a moment that has passed", async () => {
    const article = await approved(world, await world.aDraft(editor), desk);
    const past = articles.publish({ ...inHand(article), publishAt: world.clock.now() }, approver);
    expect(await failureOf(past)).toMatchObject({ field: "publishAt" });
  });

  test("is not returned, corrected or withdrawn without a reason, nor with broken characters in it", async () => {
    const inReview = await articles.sendForReview(inHand(await world.aDraft(editor)), editor);
    expect(await failureOf(articles.returnToWriters({ ...inHand(inReview), note: "  " }, approver))).toMatchObject({ field: "note" });
    for (const note of ["Sửa \ud83d", "Sửa\u0000"]) {
      expect(await failureOf(articles.returnToWriters({ ...inHand(inReview), note }, approver))).toMatchObject({ field: "note" });
    }
    const published = await aPublished(world, desk);
    expect(await failureOf(articles.startCorrection({ ...inHand(published), note: "" }, editor))).toMatchObject({ field: "note" });
    expect(await failureOf(articles.withdraw({ ...inHand(published), reason: "\n" }, approver))).toMatchObject({ field: "note" });
  });
});

describe("the answers of an article", () => {
  test("are only opinions that its writer may read", async () => {
    const { editor: ofPlantA } = await aDesk(world, "plantA");
    const own = await world.anOpinion({ unit: "boilers" });
    const foreign = await world.anOpinion({ unit: "plantB" });
    const draft = await world.aDraft(ofPlantA, { unit: "plantA", opinionIds: [own.id, own.id] });
    expect(await answeredBy(draft.id)).toEqual([own.id]);
    for (const id of [foreign.id, "00000000-0000-4000-8000-000000000999", "none"]) {
      const save = articles.save({ ...inHand(draft), content: A_CONTENT, opinionIds: [own.id, id] }, ofPlantA);
      expect(await failureOf(save)).toBeInstanceOf(InvalidInput);
    }
    expect(await answeredBy(draft.id)).toEqual([own.id]);
  });

  test("of units its present writer cannot read stay: nobody takes off what they do not see", async () => {
    const [inA, inB] = [await world.anOpinion({ unit: "plantA" }), await world.anOpinion({ unit: "plantB" })];
    const draft = await world.aDraft(editor, { unit: "plantA", opinionIds: [inA.id, inB.id] });
    const { editor: ofPlantA } = await aDesk(world, "plantA");
    await articles.save({ ...inHand(draft), content: A_CONTENT, opinionIds: [] }, ofPlantA);
    expect(await answeredBy(draft.id)).toEqual([inB.id]);
  });

  test("are replaced by those that are saved", async () => {
    const [one, other] = [await world.anOpinion(), await world.anOpinion()];
    const draft = await world.aDraft(editor, { opinionIds: [one.id] });
    await articles.save({ ...inHand(draft), content: A_CONTENT, opinionIds: [other.id] }, editor);
    expect(await answeredBy(draft.id)).toEqual([other.id]);
  });
});

async function answeredBy(articleId: string): Promise<string[]> {
  return articles.findAnsweredIds(await world.domain.dataSource.manager.findOneByOrFail(Article, { id: articleId }));
}
