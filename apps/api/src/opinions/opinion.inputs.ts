import type { OpinionFilter, OpinionStatus, SetAsideReason, Urgency } from "@langnghe/domain/opinions";
import { Field, ID, InputType, Int } from "type-graphql";
import { publishEnum } from "../graphql-enum.ts";
import { DateTime } from "../scalars.ts";
import { OpinionStatusEnum, SetAsideReasonEnum, UrgencyEnum } from "./opinion.type.ts";

export const WhenToForwardEnum = publishEnum(
  "WhenToForward",
  ["NOW", "LATER"] as const,
  "When staff see an opinion: at once, or after 1 to 24 hours drawn at random.",
);

@InputType("OpinionFilter", { description: "What a list or a feed is narrowed to; a part left out narrows nothing." })
export class OpinionFilterInput {
  @Field(() => [OpinionStatusEnum], { nullable: true, description: "Any of these." })
  status?: OpinionStatus[] | null;

  @Field(() => [UrgencyEnum], { nullable: true, description: "Any of these." })
  urgency?: Urgency[] | null;

  @Field(() => [String], { nullable: true, description: "Any of these channels, by code, in any case." })
  channel?: string[] | null;

  @Field(() => ID, { nullable: true, description: "The unit and everything below it." })
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: "The topic a moderator gave." })
  topicId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Words, all of which the text holds outside of its covers; case and diacritics do not matter.",
  })
  text?: string | null;

  @Field(() => DateTime, { nullable: true, description: "From this moment on (inclusive)." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Before this moment (exclusive)." })
  to?: Date | null;
}

/** GraphQL's null and absent both mean "not narrowed"; the domain knows only absent. */
export function toOpinionFilter(input: OpinionFilterInput | null | undefined): OpinionFilter {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined));
}

@InputType({ description: "What a member wants to say." })
export class SubmitOpinionInput {
  @Field(() => String, { description: "Up to 5,000 characters." })
  text!: string;

  @Field(() => ID, { nullable: true, description: "The unit it concerns; the whole organization when left out." })
  unitId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The same key with the same content gives the same receipt and stores nothing twice; valid for two days. 16 to 200 characters, chosen at random, for anonymous callers.",
  })
  idempotencyKey?: string | null;

  @Field(() => WhenToForwardEnum, { defaultValue: "NOW", description: "When staff see it." })
  forward!: "NOW" | "LATER";
}

@InputType({ description: "One opinion of a batch." })
export class BatchOpinionInput {
  @Field(() => String, { description: "Up to 5,000 characters." })
  text!: string;

  @Field(() => String, { nullable: true, description: "Code of the unit it concerns; the whole organization when left out." })
  unitCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Its id where it came from. Only a keyed hash is kept; the same id is taken in once per channel.",
  })
  externalId?: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was said; kept cut to the quarter of an hour. Now when left out." })
  occurredAt?: Date | null;
}

@InputType({ description: "A batch of opinions of one channel." })
export class SubmitOpinionsInput {
  @Field(() => String, { description: "Code of the channel, in any case; see Query.channels." })
  channel!: string;

  @Field(() => [BatchOpinionInput], { description: "1 to 500." })
  opinions!: BatchOpinionInput[];

  @Field(() => String, {
    nullable: true,
    description: "The same key with the same batch gives the same answer; with another batch an error. Valid for two days.",
  })
  idempotencyKey?: string | null;
}

@InputType({ description: "Marks an opinion as looked at." })
export class TriageOpinionInput {
  @Field(() => ID, { description: "Which opinion." })
  opinionId!: string;

  @Field(() => ID, { nullable: true, description: "What it is about; stays as it is when left out." })
  topicId?: string | null;

  @Field(() => UrgencyEnum, { nullable: true, description: "How soon it needs a person; stays as it is when left out." })
  urgency?: Urgency | null;

  @Field(() => Int, { description: "The version the caller saw." })
  expectedVersion!: number;

  @Field(() => Int, { nullable: true, description: "Of the caller's claim; the decision is refused when a newer claim was made since." })
  fencingNumber?: number | null;
}

@InputType({ description: "Asks for the words of an opinion without covers." })
export class RevealOpinionTextInput {
  @Field(() => ID, { description: "Which opinion." })
  opinionId!: string;

  @Field(() => String, { description: "What it has to be seen for, 10 to 500 characters; kept in the audit." })
  reason!: string;
}

@InputType({ description: "Takes an opinion out of the queues; nothing is deleted." })
export class SetOpinionAsideInput {
  @Field(() => ID, { description: "Which opinion." })
  opinionId!: string;

  @Field(() => SetAsideReasonEnum, { description: "Why. Criticism of the union, the company or a policy is no reason." })
  reason!: SetAsideReason;

  @Field(() => Int, { description: "The version the caller saw." })
  expectedVersion!: number;

  @Field(() => Int, { nullable: true, description: "Of the caller's claim; the decision is refused when a newer claim was made since." })
  fencingNumber?: number | null;
}

@InputType({ description: "Takes back the last decision that stands." })
export class UndoOpinionDecisionInput {
  @Field(() => ID, { description: "Which opinion." })
  opinionId!: string;

  @Field(() => Int, { description: "The version the caller saw." })
  expectedVersion!: number;

  @Field(() => Int, { nullable: true, description: "Of the caller's claim; the decision is refused when a newer claim was made since." })
  fencingNumber?: number | null;
}
