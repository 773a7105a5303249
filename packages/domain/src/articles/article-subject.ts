import type { SubjectRules } from "../claims/claim-subject.ts";
import { ArticleNotFound } from "./article.errors.ts";

/** Articles as something to claim and to be at. */
export const ARTICLE_SUBJECT: SubjectRules = {
  kind: "ARTICLE",
  readWith: "article:read",
  workWith: "article:write",
  async findUnit(manager, articleId, lock) {
    const [row]: { unitId: string }[] = await manager.query(
      `SELECT unit_id AS "unitId" FROM article WHERE id = $1 ${lock === "SHARED" ? "FOR SHARE" : ""}`,
      [articleId],
    );
    return row?.unitId;
  },
  notFound: (articleId) => new ArticleNotFound(articleId),
};
