import { type Article, ArticleRevision, type ArticleService } from "@langnghe/domain/articles";
import { beforeAll, describe, expect, test } from "vitest";
import { aDesk, aPublished, approved, type Desk, inHand } from "../support/article-walk.ts";
import { failureOf } from "../support/failure-of.ts";
import { A_CONTENT, aWorld, type World } from "../support/world.ts";

const HOUR_MS = 60 * 60_000;

let world: World;
let articles: ArticleService;
let desk: Desk;
beforeAll(async () => {
  world = await aWorld();
  articles = world.domain.articles;
  desk = await aDesk(world);
});

async function readInPublic(slug: string | null): Promise<{ article: Article; revision: ArticleRevision }> {
  const article = await articles.findPublished(slug ?? "");
  const [revision] = article?.publishedRevisionId ? await articles.findRevisions([article.publishedRevisionId]) : [];
  if (!article || !revision) throw new Error("The public reads nothing there");
  return { article, revision };
}
const listed = async () => (await articles.listPublished({ first: 100 })).rows.map(({ id }) => id);

describe("a published article", () => {
  test("is read by the public at its address, while drafts are read by nobody there", async () => {
    const draft = await world.aDraft(desk.editor, { content: { title: "Chưa ai được đọc" } });
    const published = await aPublished(world, desk, { content: { title: "Nghỉ bù ca đêm tính thế nào" } });
    expect(published.slug).toBe("nghi-bu-ca-dem-tinh-the-nao");
    expect((await readInPublic(published.slug)).revision.title).toBe("Nghỉ bù ca đêm tính thế nào");
    expect(await articles.findPublished("chua-ai-duoc-doc")).toBeNull();
    expect(await listed()).toContain(published.id);
    expect(await listed()).not.toContain(draft.id);
  });

  test("with a title that another has already gets an address of its own", async () => {
    const title = "Lịch trực Tết";
    const slugs = [];
    for (let count = 0; count < 3; count += 1) slugs.push((await aPublished(world, desk, { content: { title } })).slug);
    expect(slugs[0]).toBe("lich-truc-tet");
    expect(new Set(slugs).size).toBe(3);
    for (const slug of slugs) expect(slug).toMatch(/^lich-truc-tet(-[0-9a-f]{8})?$/);
  });

  test("gets an address of its own also when a namesake is published at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const title = `Trùng tên lần ${round}`;
      const ready = await Promise.all([1, 2, 3].map(async () => approved(world, await world.aDraft(desk.editor, { content: { title } }), desk)));
      const published = await Promise.all(ready.map((article) => articles.publish(inHand(article), desk.approver)));
      expect(new Set(published.map(({ slug }) => slug)).size).toBe(3);
    }
  });

  test("is read as published while a correction is written, and as corrected, with the note, after it", async () => {
    const published = await aPublished(world, desk, { content: { title: "Bữa ăn ca 25.000 đồng" } });
    let article = await articles.startCorrection({ ...inHand(published), note: "Mức ăn ca từ 1/12" }, desk.editor);
    const content = { ...A_CONTENT, title: "Bữa ăn ca 30.000 đồng", body: "Nay là 30.000 [1]." };
    article = await articles.save({ ...inHand(article), content, opinionIds: [] }, desk.editor);
    const meanwhile = await readInPublic(published.slug);
    expect(meanwhile.revision.title).toBe("Bữa ăn ca 25.000 đồng");
    expect(meanwhile.article).toMatchObject({ correctionNote: null, correctedAt: null });

    await articles.publish(inHand(await approved(world, article, desk)), desk.approver);
    const corrected = await readInPublic(published.slug);
    expect(corrected.revision.title).toBe("Bữa ăn ca 30.000 đồng");
    expect(corrected.article).toMatchObject({ slug: published.slug, correctionNote: "Mức ăn ca từ 1/12", publishedAt: published.publishedAt });
  });

  test("stays the kind it was published as while a correction is written", async () => {
    const published = await aPublished(world, desk, { content: { kind: "FACT_CHECK", title: "Giữ nguyên loại bài" } });
    const article = await articles.startCorrection({ ...inHand(published), note: "Đổi loại bài" }, desk.editor);
    await articles.save({ ...inHand(article), content: { ...A_CONTENT, kind: "GOOD_EXAMPLE" }, opinionIds: [] }, desk.editor);
    expect((await readInPublic(published.slug)).revision.kind).toBe("FACT_CHECK");
  });

  test("answers for its sender what it answered when it was published, until a correction is", async () => {
    const [told, added] = [await world.anOpinion(), await world.anOpinion()];
    const published = await aPublished(world, desk, { content: { title: "Trả lời hai người" }, opinionIds: [told.id] });
    const article = await articles.startCorrection({ ...inHand(published), note: "Trả lời người khác" }, desk.editor);
    await articles.save({ ...inHand(article), content: A_CONTENT, opinionIds: [added.id] }, desk.editor);
    const answersTo = async (id: string) => (await articles.findAnswersTo(id)).map((answer) => answer.id);
    expect(await answersTo(told.id)).toEqual([published.id]);
    expect(await answersTo(added.id)).toEqual([]);
  });

  test("that is withdrawn leaves the list and stays at its address with the reason", async () => {
    const published = await aPublished(world, desk, { content: { title: "Bài sẽ rút" } });
    await articles.withdraw({ ...inHand(published), reason: "Văn bản đã hết hiệu lực" }, desk.approver);
    expect((await readInPublic(published.slug)).article).toMatchObject({ withdrawalReason: "Văn bản đã hết hiệu lực" });
    expect(await listed()).not.toContain(published.id);
  });

  test("keeps every revision it had: none is changed or deleted", async () => {
    const { manager } = world.domain.dataSource;
    const published = await aPublished(world, desk);
    const id = published.publishedRevisionId ?? "";
    expect((await failureOf(manager.update(ArticleRevision, id, { body: "Đổi lịch sử" }))).message).toMatch(/append-only/);
    expect((await failureOf(manager.delete(ArticleRevision, id))).message).toMatch(/append-only/);
  });

  test("is walked page by page, the last published first, each once", async () => {
    const all = await listed();
    const walked: string[] = [];
    let after: string | undefined;
    const { encodeRowCursor } = await import("@langnghe/domain/foundation");
    for (;;) {
      const { rows, hasNextPage } = await articles.listPublished({ first: 2, after });
      walked.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (!hasNextPage || !last?.publishedAt) break;
      after = encodeRowCursor({ at: last.publishedAt, id: last.id });
    }
    expect(walked).toEqual(all);
  });
});

describe("a scheduled article", () => {
  const scheduled = async (title: string) => {
    const article = await approved(world, await world.aDraft(desk.editor, { content: { title } }), desk);
    return articles.publish({ ...inHand(article), publishAt: new Date(world.clock.now().getTime() + HOUR_MS) }, desk.approver);
  };

  test("is published when its moment has come and not before", async () => {
    const { id } = await scheduled("Đúng giờ");
    expect(await articles.publishDue()).toBe(0);
    world.clock.moveBy(HOUR_MS);
    expect(await articles.publishDue()).toBe(1);
    expect(await articles.findPublished("dung-gio")).toMatchObject({ id, status: "PUBLISHED", publishAt: null });
    const [history] = [await articles.findHistories([id])];
    expect(history.at(-1)).toMatchObject({ kind: "PUBLISHED", takenBy: null });
  });

  test("is published once by however many processes at the same moment", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await scheduled(`Hẹn giờ ${count}`)).id);
    world.clock.moveBy(HOUR_MS);
    const counts = await Promise.all(Array.from({ length: 4 }, () => articles.publishDue()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(5);
    const steps = (await articles.findHistories(ids)).filter(({ kind }) => kind === "PUBLISHED");
    expect(steps).toHaveLength(5);
    const events = await world.domain.dataSource.query("SELECT subject_id FROM event WHERE name = 'ArticlePublished' AND subject_id = ANY($1)", [
      ids,
    ]);
    expect(events).toHaveLength(5);
  });

  test("that was taken back before its moment is not published", async () => {
    const article = await scheduled("Lấy lại kịp");
    await articles.returnToWriters({ ...inHand(article), note: "Chưa chắc" }, desk.editor);
    world.clock.moveBy(HOUR_MS);
    expect(await articles.publishDue()).toBe(0);
  });
});
