import type { StaffAccount } from "@langnghe/domain/access";
import {
  type Article,
  ArticleConflict,
  type ArticleKind,
  type ArticleRevision,
  type ArticleService,
  type ArticleSource,
  type ArticleStep,
  ArticleStepImpossible,
  approvalHindrance,
  canEdit,
  canMove,
  mayApprove,
} from "@langnghe/domain/articles";
import { ClaimConflict, ClaimOutdated } from "@langnghe/domain/claims";
import { encodeRowCursor } from "@langnghe/domain/foundation";
import type { Opinion, OpinionService } from "@langnghe/domain/opinions";
import type { Unit } from "@langnghe/domain/organization";
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { StaffMemberType } from "../access/access.type.ts";
import type { Context } from "../context.ts";
import { asMember, asOutcome } from "../errors/outcome.ts";
import { StepUp } from "../guard/step-up.ts";
import { OpinionType } from "../opinions/opinion.type.ts";
import { UnitType } from "../organization/organization.type.ts";
import { toConnection } from "../page-info.type.ts";
import { DateTime } from "../scalars.ts";
import {
  ArticleDraftFilterInput,
  ArticleStepInput,
  CorrectArticleInput,
  PublishArticleInput,
  ReturnArticleInput,
  SaveArticleInput,
  StartArticleInput,
  toArticleContent,
  toArticleDraftFilter,
  WithdrawArticleInput,
} from "./article.inputs.ts";
import {
  type ArticleChangedType,
  ArticleDraftConnectionType,
  ArticleDraftType,
  ArticleKindEnum,
  ArticleResult,
  ArticleSourceType,
  ArticleStepType,
} from "./article.type.ts";

/** The desk: reading and moving articles that the public may not have seen yet. */
@Resolver(() => ArticleDraftType)
export class ArticleDraftResolver {
  constructor(private readonly articles: ArticleService) {}

  @Authorized("article:read")
  @Query(() => ArticleDraftConnectionType, { name: "articleDrafts", description: "The desk's articles in the caller's units, last changed first." })
  async list(
    @Arg("filter", () => ArticleDraftFilterInput, { nullable: true, description: "Everything of the desk when left out." })
    filter: ArticleDraftFilterInput | null,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." }) after: string | null,
    @Ctx() { caller }: Context,
  ): Promise<ArticleDraftConnectionType> {
    const page = await this.articles.listDrafts({ filter: toArticleDraftFilter(filter), first, after: after ?? undefined }, caller.actor);
    return toConnection(page, ({ updatedAt, id }) => encodeRowCursor({ at: updatedAt, id }));
  }

  @Authorized("article:read")
  @Query(() => ArticleDraftType, {
    name: "articleDraft",
    nullable: true,
    description: "One article of the desk; null when there is none such in the caller's units.",
  })
  read(@Arg("id", () => ID, { description: "Which one." }) id: string, @Ctx() { caller }: Context): Promise<Article | null> {
    return this.articles.readDraft(id, caller.actor);
  }

  @Authorized("article:write")
  @Mutation(() => ArticleResult, { description: "Starts an article." })
  startArticle(
    @Arg("input", () => StartArticleInput) { unitId, content, opinionIds }: StartArticleInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.start({ unitId, content: toArticleContent(content), opinionIds }, caller.actor));
  }

  @Authorized("article:write")
  @Mutation(() => ArticleResult, { description: "Saves a new revision of a draft." })
  saveArticle(
    @Arg("input", () => SaveArticleInput) { content, fencingNumber, ...input }: SaveArticleInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof ArticleResult> {
    return asArticleResult(
      this.articles.save({ ...input, fencingNumber: fencingNumber ?? undefined, content: toArticleContent(content) }, caller.actor),
    );
  }

  @Authorized("article:write")
  @Mutation(() => ArticleResult, { description: "Asks a second person to read it; every part has to be there." })
  sendArticleForReview(@Arg("input", () => ArticleStepInput) input: ArticleStepInput, @Ctx() { caller }: Context): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.sendForReview(input, caller.actor));
  }

  @Authorized("article:read")
  @Mutation(() => ArticleResult, { description: "Hands it back to its writers; writers may take it back themselves." })
  returnArticle(@Arg("input", () => ReturnArticleInput) input: ReturnArticleInput, @Ctx() { caller }: Context): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.returnToWriters(input, caller.actor));
  }

  @Authorized("article:approve")
  @Mutation(() => ArticleResult, { description: "Stands in for this very revision; impossible for whoever wrote any of it." })
  approveArticle(@Arg("input", () => ArticleStepInput) input: ArticleStepInput, @Ctx() { caller }: Context): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.approve(input, caller.actor));
  }

  @Authorized("article:publish")
  @StepUp()
  @Mutation(() => ArticleResult, { description: "Publishes the approved revision, now or at a moment to come." })
  publishArticle(
    @Arg("input", () => PublishArticleInput) { publishAt, ...input }: PublishArticleInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.publish({ ...input, publishAt: publishAt ?? undefined }, caller.actor));
  }

  @Authorized("article:write")
  @Mutation(() => ArticleResult, { description: "Opens a published article for a correction; the public reads the published revision meanwhile." })
  correctArticle(@Arg("input", () => CorrectArticleInput) input: CorrectArticleInput, @Ctx() { caller }: Context): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.startCorrection(input, caller.actor));
  }

  @Authorized("article:publish")
  @StepUp()
  @Mutation(() => ArticleResult, { description: "Takes it back in public, with a reason; cannot be undone." })
  withdrawArticle(@Arg("input", () => WithdrawArticleInput) input: WithdrawArticleInput, @Ctx() { caller }: Context): Promise<typeof ArticleResult> {
    return asArticleResult(this.articles.withdraw(input, caller.actor));
  }
}

async function asArticleResult(work: Promise<Article>): Promise<ArticleChangedType> {
  const outcome = await asOutcome(work, ArticleConflict, ArticleStepImpossible, ClaimConflict, ClaimOutdated);
  return outcome instanceof Error ? asMember(outcome) : { article: outcome };
}

/** What the desk sees of one article. */
@Resolver(() => ArticleDraftType)
export class ArticleDraftFieldsResolver {
  constructor(
    private readonly articles: ArticleService,
    private readonly opinions: OpinionService,
  ) {}

  @FieldResolver(() => UnitType, { description: "The unit it belongs to." })
  unit(@Root() article: Article, @Ctx() { loaders }: Context): Promise<Unit> {
    return loaders.units.load(article.unitId);
  }

  @FieldResolver(() => ArticleKindEnum, { description: "What kind of article it is." })
  async kind(@Root() article: Article, @Ctx() context: Context): Promise<ArticleKind> {
    return (await workingRevision(article, context)).kind;
  }

  @FieldResolver(() => String, { description: "The title." })
  async title(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await workingRevision(article, context)).title;
  }

  @FieldResolver(() => String, { description: "The answer in about forty words." })
  async summary(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await workingRevision(article, context)).summary;
  }

  @FieldResolver(() => String, { description: "The text, in the same plain form as Article.body." })
  async body(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await workingRevision(article, context)).body;
  }

  @FieldResolver(() => String, { description: "The department or person who signs." })
  async byline(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await workingRevision(article, context)).byline;
  }

  @FieldResolver(() => [ArticleSourceType], { description: "What backs it." })
  async sources(@Root() article: Article, @Ctx() context: Context): Promise<ArticleSource[]> {
    return (await workingRevision(article, context)).sources;
  }

  @FieldResolver(() => Int, { description: "Number of the newest revision, from 1." })
  async revisionNumber(@Root() article: Article, @Ctx() context: Context): Promise<number> {
    return (await workingRevision(article, context)).number;
  }

  @FieldResolver(() => [StaffMemberType], { description: "Everybody who wrote a revision, in the order of their first." })
  async writtenBy(@Root() article: Article, @Ctx() { loaders }: Context): Promise<StaffAccount[]> {
    return Promise.all((await loaders.writerIds.load(article.id)).map((id) => loaders.staff.load(id)));
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: "Who stood in for the approved revision." })
  approvedBy(@Root() article: Article, @Ctx() { loaders }: Context): Promise<StaffAccount> | null {
    return article.approvedBy === null ? null : loaders.staff.load(article.approvedBy);
  }

  @FieldResolver(() => String, { nullable: true, description: "What is being corrected, or was last." })
  correctionNote(@Root() article: Article): string | null {
    return article.pendingCorrectionNote ?? article.correctionNote;
  }

  @FieldResolver(() => [OpinionType], { description: "The opinions it answers, as far as the caller may read them." })
  async answers(@Root() article: Article, @Ctx() { caller }: Context): Promise<Opinion[]> {
    return this.opinions.findReadable(await this.articles.findAnsweredIds(article), caller.actor);
  }

  @FieldResolver(() => Int, { description: "How many of the opinions it answers the caller may read." })
  async answerCount(@Root() article: Article, @Ctx() { caller }: Context): Promise<number> {
    return this.opinions.countReadable(await this.articles.findAnsweredIds(article), caller.actor);
  }

  @FieldResolver(() => [ArticleStepType], { description: "What was done with it, oldest first." })
  history(@Root() article: Article, @Ctx() { loaders }: Context): Promise<ArticleStep[]> {
    return loaders.articleHistories.load(article.id);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may edit it as it stands." })
  viewerCanEdit(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canEdit(caller.actor, article);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may send it for review." })
  viewerCanSendForReview(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canMove(caller.actor, article, "SENT_FOR_REVIEW");
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may hand or take it back to draft." })
  viewerCanReturn(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canMove(caller.actor, article, "RETURNED");
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may approve it: the right, the state, and not a writer." })
  async viewerCanApprove(@Root() article: Article, @Ctx() { caller }: Context): Promise<boolean> {
    return canMove(caller.actor, article, "APPROVED") && !approvalHindrance(caller.actor, await this.articles.findUnapprovedWriters(article));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Why the caller, who may approve otherwise, cannot approve this one; null when nothing stands in the way.",
  })
  async approvalHindrance(@Root() article: Article, @Ctx() { caller }: Context): Promise<string | null> {
    if (article.status !== "IN_REVIEW" || !mayApprove(caller.actor, article)) return null;
    const hindrance = approvalHindrance(caller.actor, await this.articles.findUnapprovedWriters(article));
    return hindrance ? (caller.locale === "EN" ? hindrance.en : hindrance.vi) : null;
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may publish it as it stands." })
  viewerCanPublish(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canMove(caller.actor, article, "PUBLISHED");
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may open it for a correction." })
  viewerCanCorrect(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canMove(caller.actor, article, "CORRECTION_STARTED");
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may withdraw it." })
  viewerCanWithdraw(@Root() article: Article, @Ctx() { caller }: Context): boolean {
    return canMove(caller.actor, article, "WITHDRAWN");
  }
}

function workingRevision(article: Article, { loaders }: Context): Promise<ArticleRevision> {
  return loaders.revisions.load(article.workingRevisionId);
}

@Resolver(() => ArticleStepType)
export class ArticleStepResolver {
  @FieldResolver(() => StaffMemberType, { nullable: true, description: "The colleague; null when the schedule published." })
  by(@Root() step: ArticleStep, @Ctx() { loaders }: Context): Promise<StaffAccount> | null {
    return step.takenBy === null ? null : loaders.staff.load(step.takenBy);
  }

  @FieldResolver(() => DateTime, { description: "When it was done." })
  at(@Root() step: ArticleStep): Date {
    return step.takenAt;
  }
}
