import { ClaimConflict, ClaimOutdated } from "@langnghe/domain/claims";
import type { OpinionDecision, OpinionFeedItem } from "@langnghe/domain/opinions";
import {
  DECISION_KINDS,
  type DecisionKind,
  OPINION_FEED_KINDS,
  OPINION_REFUSALS,
  OPINION_STATUSES,
  type Opinion,
  OpinionConflict,
  type OpinionFeedKind,
  OpinionRefused,
  type OpinionStatus,
  OpinionStepImpossible,
  REDACTION_KINDS,
  type Redaction,
  type Refusal,
  type RevealedText,
  SET_ASIDE_REASONS,
  type SetAsideReason,
  URGENCIES,
  type Urgency,
} from "@langnghe/domain/opinions";
import { createUnionType, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { ClaimConflictType, ClaimOutdatedType } from "../claims/claim.type.ts";
import { errorBehind } from "../errors/outcome.ts";
import { WithMessage } from "../errors/with-message.type.ts";
import { publishEnum } from "../graphql-enum.ts";
import { PageInfoType } from "../page-info.type.ts";
import { DateTime, EventCursor } from "../scalars.ts";

export const OpinionStatusEnum = publishEnum("OpinionStatus", OPINION_STATUSES, "How far an opinion has come.");
export const SetAsideReasonEnum = publishEnum(
  "SetAsideReason",
  SET_ASIDE_REASONS,
  "The only reasons for setting an opinion aside. Disagreement is none of them.",
);
export const UrgencyEnum = publishEnum("Urgency", URGENCIES, "How soon a matter needs a person; HOTSPOT is điểm nóng.");
export const DecisionKindEnum = publishEnum("OpinionDecisionKind", DECISION_KINDS, "What was decided about an opinion.");
export const FeedKindEnum = publishEnum("OpinionFeedKind", OPINION_FEED_KINDS, "What happened to an opinion in the feed.");
export const RedactionKindEnum = publishEnum("RedactionKind", REDACTION_KINDS, "What kind of personal data is covered.");
export const RefusalEnum = publishEnum("OpinionRefusal", OPINION_REFUSALS, "Why a text was not taken in.");

@ObjectType("OpinionRedaction", { description: "A part of a text that is covered." })
export class OpinionRedactionType implements Pick<Redaction, "kind" | "start" | "end"> {
  @Field(() => RedactionKindEnum, { description: "What is under the cover." })
  kind!: Redaction["kind"];

  @Field(() => Int, { description: "Where it begins in the text beside it, in UTF-16 code units from 0." })
  start!: number;

  @Field(() => Int, { description: "Where it ends there (exclusive)." })
  end!: number;
}

@ObjectType("RevealOpinionTextPayload", { description: "The words as received, for the caller alone; the opinion itself stays covered." })
export class RevealOpinionTextPayload implements RevealedText {
  @Field(() => String, { description: "The words as received." })
  text!: string;

  @Field(() => [OpinionRedactionType], { description: "What of them is covered for others, in the order of the text." })
  redactions!: readonly Redaction[];
}

@ObjectType("Opinion", { description: "One text by one person, as received. Who it was is not known to this system." })
export class OpinionType implements Pick<Opinion, "id" | "text" | "status" | "receivedAt" | "urgency" | "setAsideReason" | "version"> {
  @Field(() => ID, { description: "Random; carries neither time nor order." })
  id!: string;

  @Field(() => String, {
    description:
      "The words, with personal data covered (“[số điện thoại]”, see redactions); they never change. Empty once they are erased, see isErased.",
  })
  text!: string;

  @Field(() => OpinionStatusEnum, { description: "How far the opinion has come." })
  status!: OpinionStatus;

  @Field(() => DateTime, { description: "When it came, cut to the quarter of an hour." })
  receivedAt!: Date;

  @Field(() => UrgencyEnum, { description: "As a moderator judged it; ROUTINE until then." })
  urgency!: Urgency;

  @Field(() => SetAsideReasonEnum, { nullable: true, description: "Set while the status is SET_ASIDE." })
  setAsideReason!: SetAsideReason | null;

  @Field(() => Int, { description: "Counts the changes, from 1; send it as expectedVersion." })
  version!: number;
}

@ObjectType("SimilarOpinion", { description: "Another opinion with almost the same words." })
export class SimilarOpinionType {
  @Field(() => Float, { description: "How much of the two texts is the same, 0 to 1, without regard to case, diacritics and signs." })
  score!: number;

  @Field(() => OpinionType, { description: "The other opinion." })
  opinion!: Opinion;
}

@ObjectType("OpinionDecision", { description: "One line of an opinion's history." })
export class OpinionDecisionType implements Pick<OpinionDecision, "id" | "kind" | "reason" | "urgency" | "statusAfter" | "decidedAt"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => DecisionKindEnum, { description: "What was decided." })
  kind!: DecisionKind;

  @Field(() => SetAsideReasonEnum, { nullable: true, description: "Why, where it was set aside." })
  reason!: SetAsideReason | null;

  @Field(() => UrgencyEnum, { nullable: true, description: "The urgency after the decision." })
  urgency!: Urgency | null;

  @Field(() => OpinionStatusEnum, { description: "The status after the decision." })
  statusAfter!: OpinionStatus;

  @Field(() => DateTime, { description: "When it was decided." })
  decidedAt!: Date;
}

@ObjectType("OpinionEdge", { description: "An opinion and its place in the list." })
export class OpinionEdgeType {
  @Field(() => String, { description: "Hand it back as `after` to read on behind this opinion." })
  cursor!: string;

  @Field(() => OpinionType, { description: "The opinion." })
  node!: Opinion;
}

@ObjectType("OpinionConnection", { description: "A page of opinions, newest first." })
export class OpinionConnectionType {
  @Field(() => [OpinionEdgeType], { description: "The opinions of this page." })
  edges!: OpinionEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page ends." })
  pageInfo!: PageInfoType;

  @Field(() => EventCursor, { description: "Subscribe to opinionFeed from here to miss nothing that happened since this page was read." })
  liveCursor!: string;
}

@ObjectType("OpinionFeedItem", { description: "Something that happened to an opinion." })
export class OpinionFeedItemType implements Pick<OpinionFeedItem, "kind" | "opinion"> {
  @Field(() => FeedKindEnum, { description: "What happened." })
  kind!: OpinionFeedKind;

  @Field(() => OpinionType, { description: "The opinion as it stands now, which may be later than this event." })
  opinion!: Opinion;
}

@ObjectType("OpinionByReceipt", { description: "The sender's own view of an opinion." })
export class OpinionByReceiptType {
  @Field(() => String, { description: "The words as received." })
  text!: string;

  @Field(() => OpinionStatusEnum, { description: "How far it has come." })
  status!: OpinionStatus;

  @Field(() => DateTime, { nullable: true, description: "When it entered the feed, cut to the quarter of an hour; null while it waits." })
  receivedAt!: Date | null;
}

@ObjectType("SubmitOpinionPayload", { description: "The opinion was taken in." })
export class SubmitOpinionPayload {
  @Field(() => String, { description: "The secret code, nine words parted by blanks. Shown here once; whoever holds it can follow the opinion." })
  receipt!: string;

  @Field(() => [String], { description: "The same code, word by word." })
  receiptWords!: readonly string[];
}

@ObjectType("OpinionRefused", { description: "The text was not taken in and nothing was stored." })
export class OpinionRefusedType extends WithMessage {
  @Field(() => RefusalEnum, { description: "Why." })
  refusal!: Refusal;
}

export const SubmitOpinionResult = createUnionType({
  name: "SubmitOpinionResult",
  description: "The receipt, or why the text was not taken in.",
  types: () => [SubmitOpinionPayload, OpinionRefusedType] as const,
  resolveType: (value) => (errorBehind(value) instanceof OpinionRefused ? OpinionRefusedType : SubmitOpinionPayload),
});

export const BatchOutcomeEnum = publishEnum(
  "BatchOutcome",
  ["ACCEPTED", "ALREADY_KNOWN", "REFUSED"] as const,
  "What became of one opinion of a batch.",
);

@ObjectType("SubmittedOpinion", { description: "What became of one opinion of a batch." })
export class SubmittedOpinionType {
  @Field(() => Int, { description: "Its place in the batch, from 0." })
  index!: number;

  @Field(() => BatchOutcomeEnum, { description: "Taken in now, known from before, or refused." })
  outcome!: "ACCEPTED" | "ALREADY_KNOWN" | "REFUSED";

  @Field(() => ID, { nullable: true, description: "The opinion; null when refused." })
  opinionId!: string | null;

  @Field(() => RefusalEnum, { nullable: true, description: "Why, when refused." })
  refusal!: Refusal | null;

  @Field(() => String, { nullable: true, description: "What to change, when refused, in the reader's language." })
  message!: string | null;
}

@ObjectType("SubmitOpinionsPayload", { description: "What became of a batch." })
export class SubmitOpinionsPayload {
  @Field(() => Int, { description: "Opinions taken in now." })
  accepted!: number;

  @Field(() => Int, { description: "Opinions whose externalId the same system had brought through this channel before." })
  alreadyKnown!: number;

  @Field(() => Int, { description: "Opinions refused." })
  refused!: number;

  @Field(() => [SubmittedOpinionType], { description: "One line for each opinion, in the order sent." })
  opinions!: SubmittedOpinionType[];
}

@ObjectType("OpinionDecided", { description: "The decision stands." })
export class OpinionDecidedType {
  @Field(() => OpinionType, { description: "The opinion as it stands now." })
  opinion!: Opinion;
}

@ObjectType("OpinionConflict", { description: "Somebody else decided first; nothing was changed." })
export class OpinionConflictType extends WithMessage {
  @Field(() => OpinionType, { description: "The opinion as it stands now." })
  opinion!: Opinion;
}

@ObjectType("OpinionStepImpossible", { description: "The step does not lead on from the opinion's state; nothing was changed." })
export class OpinionStepImpossibleType extends WithMessage {
  @Field(() => OpinionType, { description: "The opinion as it stands now." })
  opinion!: Opinion;
}

function decisionResult(name: string) {
  return createUnionType({
    name,
    description: "The decision stands, somebody else was first, or the state does not allow it.",
    types: () => [OpinionDecidedType, OpinionConflictType, OpinionStepImpossibleType, ClaimConflictType, ClaimOutdatedType] as const,
    resolveType(value) {
      const error = errorBehind(value);
      if (error instanceof OpinionConflict) return OpinionConflictType;
      if (error instanceof ClaimConflict) return ClaimConflictType;
      if (error instanceof ClaimOutdated) return ClaimOutdatedType;
      return error instanceof OpinionStepImpossible ? OpinionStepImpossibleType : OpinionDecidedType;
    },
  });
}

export const TriageOpinionResult = decisionResult("TriageOpinionResult");
export const SetOpinionAsideResult = decisionResult("SetOpinionAsideResult");
export const UndoOpinionDecisionResult = decisionResult("UndoOpinionDecisionResult");
