export { Article } from "./article.entity.ts";
export { ArticleConflict, ArticleNotFound, ArticleStepImpossible } from "./article.errors.ts";
export { approvalHindrance, canEdit, canMove, mayApprove, mayWrite } from "./article.policy.ts";
export { type ArticleDraftFilter, findAnsweredIds, findNoLongerAnswered } from "./article.queries.ts";
export { ArticleService, LARGEST_ARTICLE_PAGE } from "./article.service.ts";
export type { ArticleContent } from "./article-content.ts";
export { ArticleRevision, type ArticleSource } from "./article-revision.entity.ts";
export {
  ARTICLE_KINDS,
  ARTICLE_STATUSES,
  ARTICLE_STEP_KINDS,
  type ArticleKind,
  type ArticleMove,
  type ArticleStatus,
  type ArticleStepKind,
} from "./article-status.ts";
export { ArticleStep } from "./article-step.entity.ts";
export { RevisionAnswer } from "./revision-answer.entity.ts";
