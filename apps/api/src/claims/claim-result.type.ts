import type { Article } from "@langnghe/domain/articles";
import { ClaimConflict, type HeldClaim } from "@langnghe/domain/claims";
import type { Opinion } from "@langnghe/domain/opinions";
import { createUnionType, Field, ObjectType } from "type-graphql";
import { ArticleDraftType } from "../articles/article.type.ts";
import { errorBehind } from "../errors/outcome.ts";
import { OpinionType } from "../opinions/opinion.type.ts";
import { ClaimConflictType, ClaimType } from "./claim.type.ts";

@ObjectType("OpinionClaimed", { description: "The opinion is the caller's to work on." })
export class OpinionClaimedType {
  @Field(() => ClaimType, { description: "The claim." })
  claim!: HeldClaim;

  @Field(() => OpinionType, { description: "The opinion as it stands now." })
  opinion!: Opinion;
}

@ObjectType("ArticleClaimed", { description: "The article is the caller's to edit." })
export class ArticleClaimedType {
  @Field(() => ClaimType, { description: "The claim." })
  claim!: HeldClaim;

  @Field(() => ArticleDraftType, { description: "The article as it stands now." })
  article!: Article;
}

@ObjectType("ClaimNextOpinionsPayload", { description: "What was reserved for the caller." })
export class ClaimNextOpinionsPayload {
  @Field(() => [OpinionType], { description: "The most urgent first, then the oldest; fewer than asked for when no more are free." })
  opinions!: readonly Opinion[];
}

export const ClaimOpinionResult = createUnionType({
  name: "ClaimOpinionResult",
  description: "The claim, or who holds the opinion.",
  types: () => [OpinionClaimedType, ClaimConflictType] as const,
  resolveType: (value) => (errorBehind(value) instanceof ClaimConflict ? ClaimConflictType : OpinionClaimedType),
});

export const ClaimArticleResult = createUnionType({
  name: "ClaimArticleResult",
  description: "The claim, or who holds the article.",
  types: () => [ArticleClaimedType, ClaimConflictType] as const,
  resolveType: (value) => (errorBehind(value) instanceof ClaimConflict ? ClaimConflictType : ArticleClaimedType),
});
