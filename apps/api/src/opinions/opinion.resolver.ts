import type { StaffAccount } from "@langnghe/domain/access";
import { ClaimConflict, ClaimOutdated } from "@langnghe/domain/claims";
import type { EventLog } from "@langnghe/domain/events";
import { encodeRowCursor, requirePageSize } from "@langnghe/domain/foundation";
import {
  canReveal,
  canSetAside,
  canTriage,
  canUndo,
  coveredTextOf,
  type IntakeOutcome,
  type IntakeService,
  MOST_SIMILAR,
  type Opinion,
  OpinionConflict,
  type OpinionDecision,
  type OpinionOfReceipt,
  OpinionRefused,
  type OpinionService,
  OpinionStepImpossible,
  type Redaction,
  type RevealedText,
  wordsOfRefusal,
} from "@langnghe/domain/opinions";
import type { Channel, Topic, Unit } from "@langnghe/domain/organization";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, Extensions, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { StaffMemberType } from "../access/access.type.ts";
import type { Context } from "../context.ts";
import { asMember, asOutcome } from "../errors/outcome.ts";
import { ChannelType, TopicType, UnitType } from "../organization/organization.type.ts";
import { toConnection } from "../page-info.type.ts";
import { DateTime } from "../scalars.ts";
import { isSelected } from "../selection.ts";
import {
  OpinionFilterInput,
  RevealOpinionTextInput,
  SetOpinionAsideInput,
  SubmitOpinionInput,
  SubmitOpinionsInput,
  TriageOpinionInput,
  toOpinionFilter,
  UndoOpinionDecisionInput,
} from "./opinion.inputs.ts";
import {
  OpinionByReceiptType,
  OpinionConflictType,
  OpinionConnectionType,
  type OpinionDecidedType,
  OpinionDecisionType,
  OpinionRedactionType,
  OpinionType,
  RevealOpinionTextPayload,
  SetOpinionAsideResult,
  SimilarOpinionType,
  SubmitOpinionResult,
  SubmitOpinionsPayload,
  type SubmittedOpinionType,
  TriageOpinionResult,
  UndoOpinionDecisionResult,
} from "./opinion.type.ts";

@Resolver(() => OpinionType)
export class OpinionResolver {
  constructor(
    private readonly opinions: OpinionService,
    private readonly intake: IntakeService,
    private readonly events: EventLog,
  ) {}

  @Authorized("opinion:read")
  @Query(() => OpinionConnectionType, { name: "opinions", description: "What the caller may read, newest first." })
  async list(
    @Arg("filter", () => OpinionFilterInput, { nullable: true, description: "Everything the caller may read when left out." })
    filter: OpinionFilterInput | null,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." }) after: string | null,
    @Ctx() { caller }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpinionConnectionType> {
    // The live position is taken before the page is read: what happens in between is told twice rather than never.
    const liveCursor = isSelected("liveCursor", info) ? this.events.cursorOf(await this.events.end()) : "";
    const page = await this.opinions.list({ filter: toOpinionFilter(filter), first, after: after ?? undefined }, caller.actor);
    const { edges, pageInfo } = toConnection(page, ({ receivedAt, id }) => encodeRowCursor({ at: receivedAt, id }));
    return { edges: [...edges], pageInfo, liveCursor };
  }

  @Authorized("opinion:read")
  @Query(() => OpinionType, { name: "opinion", nullable: true, description: "One opinion; null when there is none such in the caller's units." })
  read(@Arg("id", () => ID, { description: "Which one." }) id: string, @Ctx() { caller }: Context): Promise<Opinion | null> {
    return this.opinions.read(id, caller.actor);
  }

  @Query(() => OpinionByReceiptType, { nullable: true, description: "Public: the opinion of whoever holds this receipt; null for any other code." })
  async opinionByReceipt(
    @Arg("receipt", () => String, { description: "The nine words, with or without diacritics." }) receipt: string,
  ): Promise<OpinionOfReceipt | null> {
    return (await this.opinions.findByReceipt(receipt)) ?? null;
  }

  @Mutation(() => SubmitOpinionResult, { description: "Public: says something to the union. Nothing about the sender is stored." })
  async submitOpinion(
    @Arg("input", () => SubmitOpinionInput) input: SubmitOpinionInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof SubmitOpinionResult> {
    const submission = {
      text: input.text,
      unitId: input.unitId ?? undefined,
      forward: input.forward,
      idempotencyKey: input.idempotencyKey ?? undefined,
    };
    const outcome = await asOutcome(this.intake.submit(submission, caller.actor), OpinionRefused);
    return outcome instanceof OpinionRefused ? asMember(outcome) : { receipt: outcome.words.join(" "), receiptWords: outcome.words };
  }

  @Authorized("opinion:submit")
  @Mutation(() => SubmitOpinionsPayload, { description: "Brings in up to 500 opinions of one channel, in one transaction." })
  async submitOpinions(
    @Arg("input", () => SubmitOpinionsInput) input: SubmitOpinionsInput,
    @Ctx() { caller }: Context,
  ): Promise<SubmitOpinionsPayload> {
    const opinions = input.opinions.map(({ text, unitCode, externalId, occurredAt }) => ({
      text,
      unitCode: unitCode ?? undefined,
      externalId: externalId ?? undefined,
      occurredAt: occurredAt ?? undefined,
    }));
    const outcomes = await this.intake.submitBatch(
      { channel: input.channel, opinions, idempotencyKey: input.idempotencyKey ?? undefined },
      caller.actor,
    );
    return toBatchPayload(outcomes, caller.locale);
  }

  @Authorized("opinion:triage")
  @Mutation(() => TriageOpinionResult, { description: "Marks an opinion as looked at, with a topic and an urgency." })
  async triageOpinion(
    @Arg("input", () => TriageOpinionInput) input: TriageOpinionInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof TriageOpinionResult> {
    const { opinionId, expectedVersion, topicId, urgency, fencingNumber } = input;
    return asDecisionResult(
      this.opinions.triage(
        { opinionId, expectedVersion, fencingNumber: fencingNumber ?? undefined, topicId: topicId ?? undefined, urgency: urgency ?? undefined },
        caller.actor,
      ),
    );
  }

  @Authorized("opinion:setAside")
  @Mutation(() => SetOpinionAsideResult, { description: "Takes an opinion out of the queues, for one of the listed reasons." })
  async setOpinionAside(
    @Arg("input", () => SetOpinionAsideInput) input: SetOpinionAsideInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof SetOpinionAsideResult> {
    return asDecisionResult(this.opinions.setAside({ ...input, fencingNumber: input.fencingNumber ?? undefined }, caller.actor));
  }

  @Authorized("opinion:triage")
  @Mutation(() => UndoOpinionDecisionResult, { description: "Takes back the last decision that stands; the opinion is again as it was before." })
  async undoOpinionDecision(
    @Arg("input", () => UndoOpinionDecisionInput) input: UndoOpinionDecisionInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof UndoOpinionDecisionResult> {
    return asDecisionResult(this.opinions.undoDecision({ ...input, fencingNumber: input.fencingNumber ?? undefined }, caller.actor));
  }

  @Authorized("opinion:reveal")
  @Mutation(() => RevealOpinionTextPayload, { description: "The words of an opinion without covers, this once; the reason is kept in the audit." })
  revealOpinionText(@Arg("input", () => RevealOpinionTextInput) input: RevealOpinionTextInput, @Ctx() { caller }: Context): Promise<RevealedText> {
    return this.opinions.revealText(input, caller.actor);
  }

  @FieldResolver(() => [OpinionRedactionType], { description: "What is covered in the text as it is shown here, in its order." })
  redactions(@Root() opinion: Opinion): readonly Redaction[] {
    return coveredTextOf(opinion).covers;
  }

  @FieldResolver(() => Boolean, { description: "Whether something is covered that the caller may reveal with a reason." })
  viewerCanReveal(@Root() opinion: Opinion, @Ctx() { caller }: Context): boolean {
    return canReveal(caller.actor, opinion);
  }

  @FieldResolver(() => Boolean, { description: "Whether the words were erased, at the end of the time the organization keeps them." })
  isErased(@Root() opinion: Opinion): boolean {
    return opinion.erasedOn !== null;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "An earlier opinion of the same channel with exactly the same text, but for what is covered; null when there is none that the caller may read.",
  })
  repeatOfId(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<string | null> | null {
    return opinion.repeatOfId === null ? null : loaders.readableIds.load(opinion.repeatOfId);
  }

  @FieldResolver(() => Int, { description: "How many opinions with almost the same words the caller may read; others are not counted." })
  async similarCount(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.similar.load(opinion.id)).count;
  }

  // Personal, since the audit names who was shown these texts.
  @Extensions({ isPersonal: true })
  @FieldResolver(() => [SimilarOpinionType], { description: "Those opinions, the most similar first." })
  async similar(
    @Root() opinion: Opinion,
    @Arg("first", () => Int, { defaultValue: 5, description: "1 to 20." }) first: number,
    @Ctx() { loaders }: Context,
  ): Promise<SimilarOpinionType[]> {
    requirePageSize(first, MOST_SIMILAR);
    const { matches } = await loaders.similar.load(opinion.id);
    const shown = matches.slice(0, first).map(async ({ opinionId, score }) => ({ score, opinion: await loaders.readableOpinions.load(opinionId) }));
    return (await Promise.all(shown)).flatMap(({ score, opinion: other }) => (other ? [{ score, opinion: other }] : []));
  }

  @FieldResolver(() => UnitType, { description: "The unit it concerns." })
  unit(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<Unit> {
    return loaders.units.load(opinion.unitId);
  }

  @FieldResolver(() => ChannelType, { description: "Where it came from." })
  channel(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<Channel> {
    return loaders.channels.load(opinion.channelId);
  }

  @FieldResolver(() => TopicType, { nullable: true, description: "What it is about, as a moderator judged; null until then." })
  topic(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<Topic> | null {
    return opinion.topicId === null ? null : loaders.topics.load(opinion.topicId);
  }

  @FieldResolver(() => [OpinionDecisionType], { description: "What was decided about it, oldest first." })
  history(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<OpinionDecision[]> {
    return loaders.histories.load(opinion.id);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may triage it as it stands." })
  viewerCanTriage(@Root() opinion: Opinion, @Ctx() { caller }: Context): boolean {
    return canTriage(caller.actor, opinion);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may set it aside as it stands." })
  viewerCanSetAside(@Root() opinion: Opinion, @Ctx() { caller }: Context): boolean {
    return canSetAside(caller.actor, opinion);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may take back the last decision." })
  viewerCanUndo(@Root() opinion: Opinion, @Ctx() { caller }: Context): boolean {
    return canUndo(caller.actor, opinion);
  }
}

async function asDecisionResult(work: Promise<Opinion>): Promise<OpinionDecidedType> {
  const outcome = await asOutcome(work, OpinionConflict, OpinionStepImpossible, ClaimConflict, ClaimOutdated);
  return outcome instanceof Error ? asMember(outcome) : { opinion: outcome };
}

function toBatchPayload(outcomes: readonly IntakeOutcome[], locale: "VI" | "EN"): SubmitOpinionsPayload {
  const opinions = outcomes.map((outcome, index): SubmittedOpinionType => {
    if (outcome.kind !== "REFUSED") return { index, outcome: outcome.kind, opinionId: outcome.opinionId, refusal: null, message: null };
    const words = wordsOfRefusal(outcome.refusal);
    return { index, outcome: "REFUSED", opinionId: null, refusal: outcome.refusal, message: locale === "EN" ? words.en : words.vi };
  });
  const count = (kind: IntakeOutcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind).length;
  return { accepted: count("ACCEPTED"), alreadyKnown: count("ALREADY_KNOWN"), refused: count("REFUSED"), opinions };
}

@Resolver(() => OpinionDecisionType)
export class OpinionDecisionResolver {
  @FieldResolver(() => TopicType, { nullable: true, description: "The topic after the decision." })
  topic(@Root() decision: OpinionDecision, @Ctx() { loaders }: Context): Promise<Topic> | null {
    return decision.topicId === null ? null : loaders.topics.load(decision.topicId);
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: "The colleague; null when an outside system or a worker decided." })
  decidedBy(@Root() decision: OpinionDecision, @Ctx() { loaders }: Context): Promise<StaffAccount> | null {
    return decision.decidedByStaffId === null ? null : loaders.staff.load(decision.decidedByStaffId);
  }

  @FieldResolver(() => Boolean, { description: "Whether it has been taken back." })
  async isUndone(@Root() decision: OpinionDecision, @Ctx() { loaders }: Context): Promise<boolean> {
    const history = await loaders.histories.load(decision.opinionId);
    return history.some(({ undoesId }) => undoesId === decision.id);
  }
}

@Resolver(() => OpinionConflictType)
export class OpinionConflictResolver {
  @FieldResolver(() => StaffMemberType, { nullable: true, description: "The colleague who decided; null when an outside system or a worker did." })
  decidedBy(@Root() { latest }: OpinionConflict, @Ctx() { loaders }: Context): Promise<StaffAccount> | null {
    return latest?.decidedByStaffId ? loaders.staff.load(latest.decidedByStaffId) : null;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: "When they decided." })
  decidedAt(@Root() { latest }: OpinionConflict): Date | null {
    return latest?.decidedAt ?? null;
  }
}
