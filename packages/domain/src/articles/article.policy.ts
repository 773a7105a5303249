import { type Actor, isPermitted } from "../foundation/actor.ts";
import type { Words } from "../foundation/domain-error.ts";
import type { Article } from "./article.entity.ts";
import { type ArticleMove, isEditable, isStepPossible } from "./article-status.ts";

type Standing = Pick<Article, "unitId" | "status">;

export function canReadDraft(actor: Actor, { unitId }: Pick<Article, "unitId">): boolean {
  return isPermitted(actor, "article:read", unitId);
}

export function mayWrite(actor: Actor, { unitId }: Pick<Article, "unitId">): boolean {
  return isPermitted(actor, "article:write", unitId);
}

export function mayApprove(actor: Actor, { unitId }: Pick<Article, "unitId">): boolean {
  return isPermitted(actor, "article:approve", unitId);
}

export function mayPublish(actor: Actor, { unitId }: Pick<Article, "unitId">): boolean {
  return isPermitted(actor, "article:publish", unitId);
}

export function canEdit(actor: Actor, article: Standing): boolean {
  return mayWrite(actor, article) && isEditable(article.status);
}

const MAY: Readonly<Record<ArticleMove, (actor: Actor, article: Standing) => boolean>> = {
  SENT_FOR_REVIEW: mayWrite,
  // The writers may take their own text back to work on it; the approver may hand it back.
  RETURNED: (actor, article) => mayWrite(actor, article) || mayApprove(actor, article),
  APPROVED: mayApprove,
  SCHEDULED: mayPublish,
  PUBLISHED: mayPublish,
  CORRECTION_STARTED: mayWrite,
  WITHDRAWN: mayPublish,
};

export function mayMove(actor: Actor, article: Standing, move: ArticleMove): boolean {
  return MAY[move](actor, article);
}

/** The right and the state together: what a button needs to know. For approval see also `approvalHindrance`. */
export function canMove(actor: Actor, article: Standing, move: ArticleMove): boolean {
  return mayMove(actor, article, move) && isStepPossible(move, article.status);
}

/** Four eyes: whoever wrote any part of what is to be published cannot approve it. Undefined when nothing stands in the way. */
export function approvalHindrance(actor: Actor, writerIds: readonly string[]): Words | undefined {
  if (actor.kind === "staff" && !writerIds.includes(actor.id)) return undefined;
  return {
    vi: "Anh chị đã viết bài này nên không tự duyệt được. Nhờ một người khác có quyền duyệt.",
    en: "You wrote part of this article, so you cannot approve it. Ask somebody else who may approve.",
  };
}
