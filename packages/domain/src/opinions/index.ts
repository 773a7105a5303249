export { COUNTER, type CountDifference } from "./counting/count.queries.ts";
export { countEvents, MOST_COUNT_FILTERS, OpinionCountService, type OpinionTally } from "./counting/opinion-count.service.ts";
export { isSeenIn } from "./counting/snapshot.ts";
export type { FeedScope } from "./feed-scope.ts";
export type { IntakeOutcome } from "./intake/intake-item.ts";
export { type BatchItem, type BatchSubmission, IntakeService, LARGEST_BATCH, type Submission } from "./intake.service.ts";
export { Opinion } from "./opinion.entity.ts";
export {
  IdempotencyMismatch,
  OPINION_REFUSALS,
  OpinionConflict,
  OpinionNotFound,
  OpinionRefused,
  OpinionStepImpossible,
  PortalIsForMembers,
  type Refusal,
  wordsOfRefusal,
} from "./opinion.errors.ts";
export { canReveal, canSetAside, canTriage, canUndo, mayTriage } from "./opinion.policy.ts";
export type { OpinionFilter, OpinionOfReceipt } from "./opinion.queries.ts";
export {
  LARGEST_CLAIM_BATCH,
  LARGEST_OPINION_PAGE,
  OpinionService,
  type RevealedText,
  recordAnswered,
  requireFilter,
  takeBackAnswered,
} from "./opinion.service.ts";
export { OpinionDecision } from "./opinion-decision.entity.ts";
export {
  type FeedEntry,
  isOpinionEvent,
  isShown,
  keysOfEvent,
  keysOfScope,
  OPINION_FEED_KINDS,
  type OpinionEvent,
  type OpinionFeedItem,
  type OpinionFeedKind,
  touches,
} from "./opinion-feed.ts";
export {
  DECISION_KINDS,
  type DecisionKind,
  OPINION_STATUSES,
  type OpinionStatus,
  SET_ASIDE_REASONS,
  type SetAsideReason,
  URGENCIES,
  type Urgency,
} from "./opinion-status.ts";
export type { Receipt } from "./receipt.ts";
export { RECEIPT_WORDS } from "./receipt-words.ts";
export { coveredTextOf, REDACTION_KINDS, type Redaction } from "./redaction.ts";
export { RetentionService } from "./retention.service.ts";
export { OUTCOMES, type Outcome, RetentionRule } from "./retention-rule.entity.ts";
export { MOST_SIMILAR, type SimilarOpinions } from "./similar-opinions.ts";
export { WithdrawalService } from "./withdrawal.service.ts";
