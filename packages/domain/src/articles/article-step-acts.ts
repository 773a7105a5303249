import type { AuditedAct } from "../access/audit.ts";
import type { ArticleStepKind } from "./article-status.ts";

/** What a step is called in the audit. */
export const ACT_OF_STEP: Readonly<Record<ArticleStepKind, AuditedAct>> = {
  STARTED: "article:start",
  SENT_FOR_REVIEW: "article:sendForReview",
  RETURNED: "article:return",
  APPROVED: "article:approve",
  SCHEDULED: "article:schedule",
  PUBLISHED: "article:publish",
  CORRECTION_STARTED: "article:startCorrection",
  CORRECTED: "article:correct",
  WITHDRAWN: "article:withdraw",
};
