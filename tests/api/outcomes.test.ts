import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { aDesk, aPublished } from "../support/article-walk.ts";
import { A_CONTENT, aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
let vietnamese: TestStaff;
let english: TestStaff;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  vietnamese = await world.aStaffMember({ role: "MODERATOR", name: "Ngọc Mai" });
  english = await world.aStaffMember({ role: "MODERATOR", locale: "EN", name: "Daniel" });
});

const DECIDED = `__typename
  ... on OpinionDecided { opinion { status version viewerCanTriage viewerCanSetAside viewerCanUndo history { kind statusAfter isUndone decidedBy { name } } } }
  ... on OpinionConflict { message decidedBy { name } decidedAt opinion { status version } }
  ... on OpinionStepImpossible { message opinion { status } }`;
const triage = (opinionId: string, as: TestStaff, expectedVersion = 1) =>
  api.ask(`mutation ($input: TriageOpinionInput!) { triageOpinion(input: $input) { ${DECIDED} } }`, { input: { opinionId, expectedVersion } }, as);
const undo = (opinionId: string, as: TestStaff, expectedVersion: number) =>
  api.ask(
    `mutation ($input: UndoOpinionDecisionInput!) { undoOpinionDecision(input: $input) { ${DECIDED} } }`,
    { input: { opinionId, expectedVersion } },
    as,
  );

describe("a decision on an opinion", () => {
  test("answers with the opinion as it stands and what the viewer may do next", async () => {
    const { id } = await world.anOpinion();
    const decided = (await triage(id, vietnamese)).data.triageOpinion;
    expect(decided).toEqual({
      __typename: "OpinionDecided",
      opinion: {
        status: "TRIAGED",
        version: 2,
        viewerCanTriage: true,
        viewerCanSetAside: true,
        viewerCanUndo: true,
        history: [{ kind: "TRIAGED", statusAfter: "TRIAGED", isUndone: false, decidedBy: { name: "Ngọc Mai" } }],
      },
    });
    const undone = (await undo(id, vietnamese, 2)).data.undoOpinionDecision;
    expect(undone.opinion.history.map(({ isUndone }: { isUndone: boolean }) => isUndone)).toEqual([true, false]);
  });

  test("that came too late names the colleague and the moment, in the reader's language", async () => {
    const { id } = await world.anOpinion();
    await triage(id, vietnamese);
    const [vi, en] = [(await triage(id, vietnamese)).data.triageOpinion, (await triage(id, english)).data.triageOpinion];
    for (const conflict of [vi, en]) {
      expect(conflict).toMatchObject({ __typename: "OpinionConflict", decidedBy: { name: "Ngọc Mai" }, opinion: { status: "TRIAGED", version: 2 } });
      expect(Date.parse(conflict.decidedAt)).not.toBeNaN();
    }
    expect(vi.message).toMatch(/^Ý kiến này vừa được xử lý/);
    expect(en.message).toMatch(/^Somebody has just decided/);
  });

  test("that does not lead on from the state says so", async () => {
    const { id } = await world.anOpinion();
    const [vi, en] = [(await undo(id, vietnamese, 1)).data.undoOpinionDecision, (await undo(id, english, 1)).data.undoOpinionDecision];
    expect([vi.__typename, vi.message, en.message]).toEqual([
      "OpinionStepImpossible",
      "Không làm được bước này từ trạng thái hiện tại của ý kiến.",
      "This step is not possible from the opinion's present state.",
    ]);
  });
});

describe("a refused opinion", () => {
  test("says why and what to do, in the sender's language", async () => {
    const submit = (locale: string) =>
      api.ask('mutation { submitOpinion(input: { text: "?!" }) { __typename ... on OpinionRefused { refusal message } } }', {}, { locale });
    expect((await submit("vi")).data.submitOpinion).toMatchObject({
      __typename: "OpinionRefused",
      refusal: "TOO_SHORT",
      message: expect.stringMatching(/quá ngắn/),
    });
    expect((await submit("en")).data.submitOpinion.message).toMatch(/too short/);
  });

  test("of a batch is named by its place, with the others taken in", async () => {
    const { key } = await world.aClient();
    const batch = `mutation { submitOpinions(input: { channel: "api", opinions: [{ text: "Một" }, { text: "" }, { text: "Ba ba", unitCode: "X" }] }) {
      accepted alreadyKnown refused opinions { index outcome opinionId refusal message } } }`;
    const { data } = await api.ask(batch, {}, { key, locale: "en" });
    expect(data.submitOpinions).toMatchObject({ accepted: 1, alreadyKnown: 0, refused: 2 });
    expect(data.submitOpinions.opinions.map(({ refusal }: { refusal: string | null }) => refusal)).toEqual([null, "EMPTY", "UNKNOWN_UNIT"]);
    expect(data.submitOpinions.opinions[1].message).toMatch(/There is no text yet/);
  });
});

describe("a step with an article", () => {
  const send = (articleId: string, expectedVersion: number, as: TestStaff) =>
    api.ask(
      `mutation ($input: ArticleStepInput!) { sendArticleForReview(input: $input) { __typename
         ... on ArticleChanged { article { status version } } ... on ArticleConflict { message article { version } } ... on ArticleStepImpossible { message field } } }`,
      { input: { articleId, expectedVersion } },
      as,
    );

  test("answers with the article, with a conflict, or with the field that stands in the way", async () => {
    const editor = await world.aStaffMember({ role: "EDITOR" });
    const draft = await world.aDraft(editor);
    expect((await send(draft.id, 7, editor)).data.sendArticleForReview).toMatchObject({ __typename: "ArticleConflict", article: { version: 1 } });
    expect((await send(draft.id, 1, editor)).data.sendArticleForReview).toEqual({
      __typename: "ArticleChanged",
      article: { status: "IN_REVIEW", version: 2 },
    });
    const without = await world.aDraft(editor, { content: { sources: [] } });
    expect((await send(without.id, 1, editor)).data.sendArticleForReview).toMatchObject({ __typename: "ArticleStepImpossible", field: "sources" });
  });

  test("is offered to whoever may take it, with the reason where four eyes are needed", async () => {
    const { editor, approver } = await aDesk(world);
    const draft = await world.aDraft(editor);
    await world.domain.articles.sendForReview({ articleId: draft.id, expectedVersion: 1 }, editor);
    const ask = (as: TestStaff) =>
      api.ask(
        "query ($id: ID!) { articleDraft(id: $id) { viewerCanEdit viewerCanApprove viewerCanReturn approvalHindrance } }",
        { id: draft.id },
        as,
      );
    expect((await ask(editor)).data.articleDraft).toEqual({
      viewerCanEdit: false,
      viewerCanApprove: false,
      viewerCanReturn: true,
      approvalHindrance: null,
    });
    expect((await ask(approver)).data.articleDraft).toEqual({
      viewerCanEdit: false,
      viewerCanApprove: true,
      viewerCanReturn: true,
      approvalHindrance: null,
    });
  });
});

describe("the sender with the receipt", () => {
  test("finds the union's answer, and the public reads the article without an account", async () => {
    const submitted = await api.ask(
      'mutation { submitOpinion(input: { text: "Ca đêm tính sao" }) { ... on SubmitOpinionPayload { receipt receiptWords } } }',
    );
    const { receipt, receiptWords } = submitted.data.submitOpinion;
    expect(receipt.split(" ")).toEqual(receiptWords);
    const [{ id }] = await world.domain.dataSource.query("SELECT id FROM opinion WHERE text = 'Ca đêm tính sao'");
    const published = await aPublished(world, await aDesk(world), { opinionIds: [id], content: { title: "Ca đêm tính thế này" } });
    const follow = "query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text isWaiting answers { slug title } } }";
    expect((await api.ask(follow, { receipt: receipt.toUpperCase() })).data.opinionByReceipt).toEqual({
      text: "Ca đêm tính sao",
      isWaiting: false,
      answers: [{ slug: published.slug, title: "Ca đêm tính thế này" }],
    });
    const read = await api.ask("query ($slug: String!) { article(slug: $slug) { status byline sources { title } } }", { slug: published.slug });
    expect(read.data.article).toEqual({ status: "PUBLISHED", byline: A_CONTENT.byline, sources: [{ title: A_CONTENT.sources[0]?.title }] });
  });
});
