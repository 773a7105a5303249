import { type Article, type ArticleService, mayWrite } from "@langnghe/domain/articles";
import { ClaimConflict, type ClaimService, type HeldClaim } from "@langnghe/domain/claims";
import { mayTriage, type Opinion, type OpinionService } from "@langnghe/domain/opinions";
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { ArticleDraftType } from "../articles/article.type.ts";
import type { Context } from "../context.ts";
import { asMember, asOutcome } from "../errors/outcome.ts";
import { toOpinionFilter } from "../opinions/opinion.inputs.ts";
import { OpinionType } from "../opinions/opinion.type.ts";
import { ClaimArticleInput, ClaimNextOpinionsInput, ClaimOpinionInput, ReleaseClaimsInput, RenewClaimsInput } from "./claim.inputs.ts";
import { ClaimType } from "./claim.type.ts";
import { ClaimArticleResult, ClaimNextOpinionsPayload, ClaimOpinionResult } from "./claim-result.type.ts";

@Resolver(() => OpinionType)
export class OpinionClaimResolver {
  constructor(
    private readonly claims: ClaimService,
    private readonly opinions: OpinionService,
  ) {}

  @Authorized("opinion:triage")
  @Mutation(() => ClaimOpinionResult, { description: "Says that the caller works on an opinion, for two minutes at a time; see renewClaims." })
  async claimOpinion(
    @Arg("input", () => ClaimOpinionInput) { opinionId }: ClaimOpinionInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof ClaimOpinionResult> {
    const claim = await asOutcome(this.claims.claim({ kind: "OPINION", id: opinionId }, caller.actor), ClaimConflict);
    if (claim instanceof ClaimConflict) return asMember(claim);
    return { claim, opinion: present(await this.opinions.read(opinionId, caller.actor)) };
  }

  @Authorized("opinion:triage")
  @Mutation(() => ClaimNextOpinionsPayload, { description: "Reserves the next opinions that nobody holds; two who ask at once get different ones." })
  async claimNextOpinions(
    @Arg("input", () => ClaimNextOpinionsInput) { filter, count }: ClaimNextOpinionsInput,
    @Ctx() { caller }: Context,
  ): Promise<ClaimNextOpinionsPayload> {
    return { opinions: await this.opinions.claimNext({ filter: toOpinionFilter(filter), count }, caller.actor) };
  }

  @FieldResolver(() => ClaimType, { nullable: true, description: "Who works on it; null while nobody does." })
  claim(@Root() opinion: Opinion, @Ctx() { loaders }: Context): Promise<HeldClaim | null> {
    return loaders.opinionClaims.load(opinion.id);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may claim it, when nobody else holds it." })
  viewerCanClaim(@Root() opinion: Opinion, @Ctx() { caller: { actor } }: Context): boolean {
    return actor.kind === "staff" && mayTriage(actor, opinion);
  }
}

@Resolver(() => ArticleDraftType)
export class ArticleClaimResolver {
  constructor(
    private readonly claims: ClaimService,
    private readonly articles: ArticleService,
  ) {}

  @Authorized("article:write")
  @Mutation(() => ClaimArticleResult, { description: "Says that the caller edits an article, for two minutes at a time; see renewClaims." })
  async claimArticle(
    @Arg("input", () => ClaimArticleInput) { articleId }: ClaimArticleInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof ClaimArticleResult> {
    const claim = await asOutcome(this.claims.claim({ kind: "ARTICLE", id: articleId }, caller.actor), ClaimConflict);
    if (claim instanceof ClaimConflict) return asMember(claim);
    return { claim, article: present(await this.articles.readDraft(articleId, caller.actor)) };
  }

  @FieldResolver(() => ClaimType, { nullable: true, description: "Who edits it; null while nobody does." })
  claim(@Root() article: Article, @Ctx() { loaders }: Context): Promise<HeldClaim | null> {
    return loaders.articleClaims.load(article.id);
  }

  @FieldResolver(() => Boolean, { description: "Whether the caller may claim it, when nobody else holds it." })
  viewerCanClaim(@Root() article: Article, @Ctx() { caller: { actor } }: Context): boolean {
    return actor.kind === "staff" && mayWrite(actor, article);
  }
}

@Resolver()
export class ClaimResolver {
  constructor(private readonly claims: ClaimService) {}

  @Authorized()
  @Mutation(() => [ClaimType], {
    description: "Lengthens the caller's claims by two minutes from now. What is missing from the answer is no longer theirs.",
  })
  renewClaims(@Arg("input", () => RenewClaimsInput) input: RenewClaimsInput, @Ctx() { caller }: Context): Promise<HeldClaim[]> {
    return this.claims.renew(input, caller.actor);
  }

  @Authorized()
  @Mutation(() => [ID], { description: "Gives the caller's claims back; the answer names those that were theirs." })
  releaseClaims(@Arg("input", () => ReleaseClaimsInput) input: ReleaseClaimsInput, @Ctx() { caller }: Context): Promise<string[]> {
    return this.claims.release(input, caller.actor);
  }
}

/** What was claimed a moment ago is there to be read: nothing is ever deleted. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A claimed subject could not be read");
  return value;
}
