import type { Article, ArticleKind, ArticleRevision, ArticleService, ArticleSource, ArticleStatus } from "@langnghe/domain/articles";
import { encodeRowCursor } from "@langnghe/domain/foundation";
import type { OpinionOfReceipt } from "@langnghe/domain/opinions";
import type { Unit } from "@langnghe/domain/organization";
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { OpinionByReceiptType } from "../opinions/opinion.type.ts";
import { UnitType } from "../organization/organization.type.ts";
import { toConnection } from "../page-info.type.ts";
import { DateTime } from "../scalars.ts";
import { ArticleConnectionType, ArticleKindEnum, ArticleSourceType, ArticleStatusEnum, ArticleType } from "./article.type.ts";

/** What the public reads. Every text comes from the published revision, whatever the desk is doing meanwhile. */
@Resolver(() => ArticleType)
export class ArticleResolver {
  constructor(private readonly articles: ArticleService) {}

  @Query(() => ArticleConnectionType, { name: "articles", description: "Public: published articles, newest first; withdrawn ones leave the list." })
  async list(
    @Arg("first", () => Int, { defaultValue: 20, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "endCursor of the page before." }) after: string | null,
  ): Promise<ArticleConnectionType> {
    const page = await this.articles.listPublished({ first, after: after ?? undefined });
    return toConnection(page, ({ publishedAt, id, updatedAt }) => encodeRowCursor({ at: publishedAt ?? updatedAt, id }));
  }

  @Query(() => ArticleType, { name: "article", nullable: true, description: "Public: the article at an address; a withdrawn one with its reason." })
  read(@Arg("slug", () => String, { description: "The last part of its address." }) slug: string): Promise<Article | null> {
    return this.articles.findPublished(slug);
  }

  @FieldResolver(() => String, { description: "The article's address: /bai-viet/{slug} on the portal. Never changes." })
  slug(@Root() article: Article): string {
    return article.slug ?? "";
  }

  @FieldResolver(() => ArticleStatusEnum, { description: "PUBLISHED, CORRECTED or WITHDRAWN." })
  status(@Root() article: Article): ArticleStatus {
    if (article.withdrawnAt) return "WITHDRAWN";
    return article.correctedAt ? "CORRECTED" : "PUBLISHED";
  }

  @FieldResolver(() => DateTime, { description: "When it was first published." })
  publishedAt(@Root() article: Article): Date {
    return article.publishedAt ?? article.updatedAt;
  }

  @FieldResolver(() => ArticleKindEnum, { description: "What kind of article it is." })
  async kind(@Root() article: Article, @Ctx() context: Context): Promise<ArticleKind> {
    return (await publishedRevision(article, context)).kind;
  }

  @FieldResolver(() => String, { description: "The title." })
  async title(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await publishedRevision(article, context)).title;
  }

  @FieldResolver(() => String, { description: "The answer in about forty words." })
  async summary(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await publishedRevision(article, context)).summary;
  }

  @FieldResolver(() => String, {
    description: "Plain text: blank lines part paragraphs, `## ` starts a heading, `- ` an item, `[1]` points to a source.",
  })
  async body(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await publishedRevision(article, context)).body;
  }

  @FieldResolver(() => String, { description: "The department or person who signs." })
  async byline(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return (await publishedRevision(article, context)).byline;
  }

  @FieldResolver(() => [ArticleSourceType], { description: "What backs it, in the order of the marks in the text." })
  async sources(@Root() article: Article, @Ctx() context: Context): Promise<ArticleSource[]> {
    return (await publishedRevision(article, context)).sources;
  }
}

function publishedRevision(article: Article, { loaders }: Context): Promise<ArticleRevision> {
  if (!article.publishedRevisionId) throw new Error("An article without a published revision reached the public type");
  return loaders.revisions.load(article.publishedRevisionId);
}

@Resolver(() => OpinionByReceiptType)
export class OpinionByReceiptResolver {
  constructor(private readonly articles: ArticleService) {}

  @FieldResolver(() => UnitType, { nullable: true, description: "The unit it concerns." })
  unit(@Root() opinion: OpinionOfReceipt, @Ctx() { loaders }: Context): Promise<Unit> {
    return loaders.units.load(opinion.unitId);
  }

  @FieldResolver(() => Boolean, { description: "True while it waits among others, as the sender asked." })
  isWaiting(@Root() opinion: OpinionOfReceipt): boolean {
    return opinion.receivedAt === null;
  }

  @FieldResolver(() => [ArticleType], { description: "The union's answers: published articles, oldest first." })
  answers(@Root() opinion: OpinionOfReceipt): Promise<Article[]> {
    return this.articles.findAnswersTo(opinion.id);
  }
}
