export const ARTICLE_KINDS = ["GUIDANCE", "FACT_CHECK", "QUESTION_ANSWER", "GOOD_EXAMPLE"] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];

export const ARTICLE_STATUSES = ["DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED", "PUBLISHED", "CORRECTED", "WITHDRAWN"] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

export const ARTICLE_STEP_KINDS = [
  "STARTED",
  "SENT_FOR_REVIEW",
  "RETURNED",
  "APPROVED",
  "SCHEDULED",
  "PUBLISHED",
  "CORRECTION_STARTED",
  "CORRECTED",
  "WITHDRAWN",
] as const;
export type ArticleStepKind = (typeof ARTICLE_STEP_KINDS)[number];

/** From which states a step leads on. A saved change is not a step: see `EDITABLE`. */
const POSSIBLE_FROM = {
  SENT_FOR_REVIEW: ["DRAFT"],
  RETURNED: ["IN_REVIEW", "APPROVED", "SCHEDULED"],
  APPROVED: ["IN_REVIEW"],
  SCHEDULED: ["APPROVED"],
  PUBLISHED: ["APPROVED", "SCHEDULED"],
  CORRECTION_STARTED: ["PUBLISHED", "CORRECTED"],
  WITHDRAWN: ["PUBLISHED", "CORRECTED"],
} as const satisfies Partial<Record<ArticleStepKind, readonly ArticleStatus[]>>;

export type ArticleMove = keyof typeof POSSIBLE_FROM;

export function isStepPossible(step: ArticleMove, status: ArticleStatus): boolean {
  const from: readonly ArticleStatus[] = POSSIBLE_FROM[step];
  return from.includes(status);
}

/** Editing in review or after approval goes through "return" first, so that nobody approves what moves under them. */
export function isEditable(status: ArticleStatus): boolean {
  return status === "DRAFT";
}
