import type { ArticleContent, ArticleDraftFilter, ArticleKind, ArticleStatus } from "@langnghe/domain/articles";
import { Field, ID, InputType, Int } from "type-graphql";
import { DateTime } from "../scalars.ts";
import { ArticleKindEnum, ArticleStatusEnum } from "./article.type.ts";

@InputType("ArticleDraftFilter", { description: "What the desk's list is narrowed to." })
export class ArticleDraftFilterInput {
  @Field(() => [ArticleStatusEnum], { nullable: true, description: "Any of these." })
  status?: ArticleStatus[] | null;

  @Field(() => ArticleKindEnum, { nullable: true, description: "Only this kind." })
  kind?: ArticleKind | null;

  @Field(() => String, { nullable: true, description: "Words of the title; case and diacritics do not matter." })
  text?: string | null;
}

export function toArticleDraftFilter(input: ArticleDraftFilterInput | null): ArticleDraftFilter {
  return { status: input?.status ?? undefined, kind: input?.kind ?? undefined, text: input?.text ?? undefined };
}

@InputType({ description: "A document, law, decision or page that backs an article." })
export class ArticleSourceInput {
  @Field(() => String, { description: "What it is." })
  title!: string;

  @Field(() => String, { nullable: true, description: "Where it can be read: https:// or http://." })
  url?: string | null;

  @Field(() => String, { nullable: true, description: "The passage relied on." })
  quote?: string | null;

  @Field(() => String, { nullable: true, description: "The day it was looked at, YYYY-MM-DD." })
  accessedOn?: string | null;
}

@InputType({ description: "What an editor writes. A draft may be unfinished; for review every part is needed." })
export class ArticleContentInput {
  @Field(() => ArticleKindEnum, { description: "What kind of article it is." })
  kind!: ArticleKind;

  @Field(() => String, { description: "Up to 200 characters; 12 words are enough." })
  title!: string;

  @Field(() => String, { description: "The answer in about forty words; up to 600 characters." })
  summary!: string;

  @Field(() => String, { description: "Plain text: blank lines part paragraphs, `## ` starts a heading, `- ` an item, `[1]` points to a source." })
  body!: string;

  @Field(() => String, { description: "The department or person who signs." })
  byline!: string;

  @Field(() => [ArticleSourceInput], { description: "At least one before review." })
  sources!: ArticleSourceInput[];
}

export function toArticleContent({ sources, ...content }: ArticleContentInput): ArticleContent {
  return {
    ...content,
    sources: sources.map(({ title, url, quote, accessedOn }) => ({ title, url: url ?? null, quote: quote ?? null, accessedOn: accessedOn ?? null })),
  };
}

@InputType({ description: "A new article of a unit." })
export class StartArticleInput {
  @Field(() => ID, { description: "The unit it belongs to." })
  unitId!: string;

  @Field(() => ArticleContentInput, { description: "Its first revision." })
  content!: ArticleContentInput;

  @Field(() => [ID], { defaultValue: [], description: "The opinions it answers." })
  opinionIds!: string[];
}

@InputType({ description: "The article in hand, as the caller saw it." })
export class ArticleStepInput {
  @Field(() => ID, { description: "Which article." })
  articleId!: string;

  @Field(() => Int, { description: "The version the caller saw." })
  expectedVersion!: number;
}

@InputType({ description: "A new revision of a draft." })
export class SaveArticleInput extends ArticleStepInput {
  @Field(() => ArticleContentInput, { description: "The new revision." })
  content!: ArticleContentInput;

  @Field(() => [ID], { description: "All the opinions it answers." })
  opinionIds!: string[];

  @Field(() => Int, { nullable: true, description: "Of the caller's claim; the revision is refused when a newer claim was made since." })
  fencingNumber?: number | null;
}

@InputType({ description: "Hands an article back to its writers." })
export class ReturnArticleInput extends ArticleStepInput {
  @Field(() => String, { description: "What to change." })
  note!: string;
}

@InputType({ description: "Publishes the approved revision." })
export class PublishArticleInput extends ArticleStepInput {
  @Field(() => DateTime, { nullable: true, description: "When; at once when left out." })
  publishAt?: Date | null;
}

@InputType({ description: "Opens a published article for a correction." })
export class CorrectArticleInput extends ArticleStepInput {
  @Field(() => String, { description: "What is corrected and why; public with the correction." })
  note!: string;
}

@InputType({ description: "Takes an article back in public." })
export class WithdrawArticleInput extends ArticleStepInput {
  @Field(() => String, { description: "Why; public at the article's address." })
  reason!: string;
}
