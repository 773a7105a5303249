import { UNITS } from "../../support/small-union.ts";
import { ask } from "./ask.ts";
import type { Stage } from "./stage.ts";

const IN_HAND = "... on ArticleChanged { article { id version } }";
const STEPS = ["sendArticleForReview", "approveArticle", "publishArticle"] as const;

export interface Desk {
  readonly editor: string;
  readonly approver: string;
}

interface InHand {
  readonly id: string;
  readonly version: number;
}

/** Somebody who writes and somebody who stands in for it, each with a session. */
export async function aDesk(stage: Stage): Promise<Desk> {
  const [editor, approver] = [await stage.aStaffMember("EDITOR"), await stage.aStaffMember("APPROVER")];
  return { editor: editor.cookie, approver: approver.cookie };
}

/** An article that answers these opinions, approved and ready to go out. */
export async function anApproved(stage: Stage, desk: Desk, opinionIds: readonly string[]): Promise<InHand> {
  const started = await change(stage, desk.editor, {
    query: `mutation ($input: StartArticleInput!) { done: startArticle(input: $input) { ${IN_HAND} } }`,
    variables: { input: { unitId: UNITS.union.id, content: CONTENT, opinionIds } },
  });
  return step(stage, desk.approver, "approveArticle", await step(stage, desk.editor, "sendArticleForReview", started));
}

export async function publish(stage: Stage, desk: Desk, article: InHand, publishAt?: Date): Promise<InHand> {
  return step(stage, desk.approver, "publishArticle", article, publishAt && { publishAt: publishAt.toISOString() });
}

function step(
  stage: Stage,
  cookie: string,
  name: (typeof STEPS)[number],
  { id, version }: InHand,
  more: Record<string, unknown> = {},
): Promise<InHand> {
  const type = name === "publishArticle" ? "PublishArticleInput" : "ArticleStepInput";
  return change(stage, cookie, {
    query: `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${IN_HAND} } }`,
    variables: { input: { articleId: id, expectedVersion: version, ...more } },
  });
}

async function change(stage: Stage, cookie: string, document: { query: string; variables: Record<string, unknown> }): Promise<InHand> {
  const { data, code } = await ask(stage.url, document, { cookie });
  const article: InHand | undefined = data?.done?.article;
  if (!article) throw new Error(`The article could not be changed: ${code ?? JSON.stringify(data)}`);
  return article;
}

const CONTENT = {
  kind: "FACT_CHECK",
  title: "Phụ cấp ca đêm vẫn giữ nguyên",
  summary: "Không. Phụ cấp ca đêm vẫn là 30 % theo thỏa ước đang có hiệu lực.",
  body: "Phụ cấp ca đêm vẫn là 30 % [1].",
  byline: "Ban Chính sách",
  sources: [{ title: "Thỏa ước lao động tập thể 2025, điều 14", url: "https://example.org/thoa-uoc", accessedOn: "2026-11-18" }],
};
