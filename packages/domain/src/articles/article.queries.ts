import { foldText } from "@langnghe/text";
import type { EntityManager } from "typeorm";
import { decodeRowCursor, type Page, type PageRequest, toPage } from "../foundation/page.ts";
import { Article } from "./article.entity.ts";
import { ArticleRevision } from "./article-revision.entity.ts";
import type { ArticleKind, ArticleStatus } from "./article-status.ts";
import { ArticleStep } from "./article-step.entity.ts";
import { RevisionAnswer } from "./revision-answer.entity.ts";

export interface ArticleDraftFilter {
  readonly status?: readonly ArticleStatus[] | undefined;
  readonly kind?: ArticleKind | undefined;
  /** Words of the title. */
  readonly text?: string | undefined;
}

/** Articles in public, the last published first. Withdrawn ones stay readable at their address and leave this list. */
export async function findPublishedPage(manager: EntityManager, { first, after }: PageRequest): Promise<Page<Article>> {
  const query = manager.createQueryBuilder(Article, "article").where("article.publishedAt IS NOT NULL AND article.withdrawnAt IS NULL");
  if (after !== undefined) query.andWhere("(article.publishedAt, article.id) < (:at, :id)", decodeRowCursor(after));
  const rows = await query
    .orderBy("article.publishedAt", "DESC")
    .addOrderBy("article.id", "DESC")
    .limit(first + 1)
    .getMany();
  return toPage(rows, first);
}

/** Articles of these units, as the desk sees them, the last changed first. */
export async function findDraftPage(
  manager: EntityManager,
  { filter, unitIds, first, after }: PageRequest & { filter: ArticleDraftFilter; unitIds: ReadonlySet<string> },
): Promise<Page<Article>> {
  const query = manager.createQueryBuilder(Article, "article").where("article.unitId = ANY(:unitIds)", { unitIds: [...unitIds] });
  if (filter.status) query.andWhere("article.status = ANY(:status)", { status: filter.status });
  if (filter.kind) query.andWhere("article.workingRevisionId IN (SELECT id FROM article_revision WHERE kind = :kind)", { kind: filter.kind });
  if (filter.text) query.andWhere("article.workingRevisionId = ANY(:revisionIds)", { revisionIds: await findRevisionsByTitle(manager, filter.text) });
  if (after !== undefined) query.andWhere("(article.updatedAt, article.id) < (:at, :id)", decodeRowCursor(after));
  const rows = await query
    .orderBy("article.updatedAt", "DESC")
    .addOrderBy("article.id", "DESC")
    .limit(first + 1)
    .getMany();
  return toPage(rows, first);
}

/** A desk holds hundreds of articles, so the titles are folded here; an index comes when a measurement asks for it. */
async function findRevisionsByTitle(manager: EntityManager, text: string): Promise<string[]> {
  const words = foldText(text)
    .split(" ")
    .filter((word) => word !== "");
  const working: { id: string; title: string }[] = await manager.query(
    "SELECT revision.id, revision.title FROM article JOIN article_revision revision ON revision.id = article.working_revision_id",
  );
  return working.filter(({ title }) => words.every((word) => foldText(title).includes(word))).map(({ id }) => id);
}

export async function lockArticle(manager: EntityManager, articleId: string): Promise<Article | null> {
  return manager.findOne(Article, { where: { id: articleId }, lock: { mode: "pessimistic_write" } });
}

/** Everybody who wrote a revision that the public has not read yet: what an approver must not be. */
export async function findWriterIds(manager: EntityManager, article: Article): Promise<string[]> {
  const rows: { writtenBy: string }[] = await manager.query(
    `SELECT DISTINCT written_by AS "writtenBy" FROM article_revision
      WHERE article_id = $1
        AND number > coalesce((SELECT number FROM article_revision WHERE id = $2), 0)`,
    [article.id, article.publishedRevisionId],
  );
  return rows.map(({ writtenBy }) => writtenBy);
}

export async function findWritersOf(manager: EntityManager, articleIds: readonly string[]): Promise<{ articleId: string; staffId: string }[]> {
  return manager.query(
    `SELECT article_id AS "articleId", written_by AS "staffId" FROM article_revision
      WHERE article_id = ANY($1::uuid[]) GROUP BY article_id, written_by ORDER BY article_id, min(number)`,
    [articleIds],
  );
}

export async function findSteps(manager: EntityManager, articleIds: readonly string[]): Promise<ArticleStep[]> {
  return manager
    .createQueryBuilder(ArticleStep, "step")
    .where("step.articleId = ANY(:articleIds)", { articleIds })
    .orderBy("step.articleId")
    .addOrderBy("step.articleVersion")
    .getMany();
}

export async function findLastRevisionNumber(manager: EntityManager, articleId: string): Promise<number> {
  return (await manager.maximum(ArticleRevision, "number", { articleId })) ?? 0;
}

/** Ids of the opinions a revision answers. */
export async function findAnsweredIds(manager: EntityManager, revisionId: string): Promise<string[]> {
  const rows: { opinionId: string }[] = await manager.query(
    `SELECT opinion_id AS "opinionId" FROM revision_answer WHERE revision_id = $1 ORDER BY opinion_id`,
    [revisionId],
  );
  return rows.map(({ opinionId }) => opinionId);
}

/**
 * Opinions that some revision of this article answered and that no article in public answers now: what a correction
 * left out, and after a withdrawal all but those that another article answers too.
 */
export async function findNoLongerAnswered(manager: EntityManager, articleId: string): Promise<string[]> {
  const rows: { opinionId: string }[] = await manager.query(
    `SELECT DISTINCT answer.opinion_id AS "opinionId"
       FROM revision_answer answer JOIN article_revision revision ON revision.id = answer.revision_id
      WHERE revision.article_id = $1
        AND NOT EXISTS (
          SELECT FROM revision_answer standing JOIN article ON article.published_revision_id = standing.revision_id
           WHERE standing.opinion_id = answer.opinion_id AND article.withdrawn_at IS NULL)`,
    [articleId],
  );
  return rows.map(({ opinionId }) => opinionId);
}

/** The articles in public that answer this opinion, oldest first; a withdrawn one is among them, with its reason. */
export async function findPublishedAnswers(manager: EntityManager, opinionId: string): Promise<Article[]> {
  return manager
    .createQueryBuilder(Article, "article")
    .innerJoin(RevisionAnswer, "answer", "answer.revisionId = article.publishedRevisionId AND answer.opinionId = :opinionId", { opinionId })
    .orderBy("article.publishedAt")
    .addOrderBy("article.id")
    .getMany();
}
