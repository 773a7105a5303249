import type { ArticleStep } from "@langnghe/domain/articles";
import {
  ARTICLE_KINDS,
  ARTICLE_STATUSES,
  ARTICLE_STEP_KINDS,
  type Article,
  ArticleConflict,
  type ArticleSource,
  type ArticleStatus,
  ArticleStepImpossible,
  type ArticleStepKind,
} from "@langnghe/domain/articles";
import { ClaimConflict, ClaimOutdated } from "@langnghe/domain/claims";
import { createUnionType, Field, ID, Int, ObjectType } from "type-graphql";
import { ClaimConflictType, ClaimOutdatedType } from "../claims/claim.type.ts";
import { errorBehind } from "../errors/outcome.ts";
import { WithMessage } from "../errors/with-message.type.ts";
import { publishEnum } from "../graphql-enum.ts";
import { PageInfoType } from "../page-info.type.ts";
import { DateTime } from "../scalars.ts";

export const ArticleKindEnum = publishEnum("ArticleKind", ARTICLE_KINDS, "Guidance, fact-check, question-and-answer, or a good example.");
export const ArticleStatusEnum = publishEnum("ArticleStatus", ARTICLE_STATUSES, "How far an article has come.");
export const ArticleStepKindEnum = publishEnum("ArticleStepKind", ARTICLE_STEP_KINDS, "A step in an article's history.");

@ObjectType("ArticleSource", { description: "A document, law, decision or page that backs an article." })
export class ArticleSourceType implements ArticleSource {
  @Field(() => String, { description: "What it is." })
  title!: string;

  @Field(() => String, { nullable: true, description: "Where it can be read." })
  url!: string | null;

  @Field(() => String, { nullable: true, description: "The passage relied on." })
  quote!: string | null;

  @Field(() => String, { nullable: true, description: "The day it was looked at, YYYY-MM-DD." })
  accessedOn!: string | null;
}

@ObjectType("Article", { description: "An article in public, as everybody reads it. Published revisions only." })
export class ArticleType implements Pick<Article, "id" | "correctedAt" | "correctionNote" | "withdrawnAt" | "withdrawalReason"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: "When it was last corrected." })
  correctedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "What the last correction changed and why." })
  correctionNote!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was withdrawn." })
  withdrawnAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it was withdrawn." })
  withdrawalReason!: string | null;
}

@ObjectType("ArticleEdge", { description: "An article and its place in the list." })
export class ArticleEdgeType {
  @Field(() => String, { description: "Hand it back as `after` to read on behind this article." })
  cursor!: string;

  @Field(() => ArticleType, { description: "The article." })
  node!: Article;
}

@ObjectType("ArticleConnection", { description: "A page of published articles, newest first." })
export class ArticleConnectionType {
  @Field(() => [ArticleEdgeType], { description: "The articles of this page." })
  edges!: readonly ArticleEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page ends." })
  pageInfo!: PageInfoType;
}

@ObjectType("ArticleStep", { description: "One line of an article's history." })
export class ArticleStepType implements Pick<ArticleStep, "id" | "kind" | "note" | "revisionNumber"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => ArticleStepKindEnum, { description: "What was done." })
  kind!: ArticleStepKind;

  @Field(() => String, { nullable: true, description: "The word that went with it." })
  note!: string | null;

  @Field(() => Int, { description: "The newest revision at that moment." })
  revisionNumber!: number;
}

@ObjectType("ArticleDraft", { description: "An article as the desk works on it: the newest revision, published or not." })
export class ArticleDraftType implements Pick<Article, "id" | "slug" | "status" | "version" | "updatedAt" | "publishAt" | "withdrawalReason"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The public address, from the first publication on." })
  slug!: string | null;

  @Field(() => ArticleStatusEnum, { description: "How far it has come." })
  status!: ArticleStatus;

  @Field(() => Int, { description: "Counts the changes, from 1; send it as expectedVersion." })
  version!: number;

  @Field(() => DateTime, { description: "When it was last saved or moved." })
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it is to be published, while SCHEDULED." })
  publishAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it was withdrawn." })
  withdrawalReason!: string | null;
}

@ObjectType("ArticleDraftEdge", { description: "An article of the desk and its place in the list." })
export class ArticleDraftEdgeType {
  @Field(() => String, { description: "Hand it back as `after` to read on behind this article." })
  cursor!: string;

  @Field(() => ArticleDraftType, { description: "The article." })
  node!: Article;
}

@ObjectType("ArticleDraftConnection", { description: "A page of the desk's articles, last changed first." })
export class ArticleDraftConnectionType {
  @Field(() => [ArticleDraftEdgeType], { description: "The articles of this page." })
  edges!: readonly ArticleDraftEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page ends." })
  pageInfo!: PageInfoType;
}

@ObjectType("ArticleChanged", { description: "The change stands." })
export class ArticleChangedType {
  @Field(() => ArticleDraftType, { description: "The article as it stands now." })
  article!: Article;
}

@ObjectType("ArticleConflict", { description: "Somebody else saved or moved the article first; nothing was changed." })
export class ArticleConflictType extends WithMessage {
  @Field(() => ArticleDraftType, { description: "The article as it stands now." })
  article!: Article;
}

@ObjectType("ArticleStepImpossible", {
  description: "The step cannot be taken: a rule or a part of the content stands in the way. Nothing was changed.",
})
export class ArticleStepImpossibleType extends WithMessage {
  @Field(() => ArticleDraftType, { nullable: true, description: "The article as it stands now, if there is one." })
  article!: Article | null;

  @Field(() => String, { nullable: true, description: "The part of the content that has to change, if it is one." })
  field!: string | null;
}

export const ArticleResult = createUnionType({
  name: "ArticleResult",
  description: "The article after the step, or what stands in its way.",
  types: () => [ArticleChangedType, ArticleConflictType, ArticleStepImpossibleType, ClaimConflictType, ClaimOutdatedType] as const,
  resolveType(value) {
    const error = errorBehind(value);
    if (error instanceof ArticleConflict) return ArticleConflictType;
    if (error instanceof ClaimConflict) return ClaimConflictType;
    if (error instanceof ClaimOutdated) return ClaimOutdatedType;
    return error instanceof ArticleStepImpossible ? ArticleStepImpossibleType : ArticleChangedType;
  },
});
