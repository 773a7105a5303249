import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ArticleKind } from "./article-status.ts";

/** A document, law, decision or page that backs what the article says. */
export interface ArticleSource {
  readonly title: string;
  readonly url: string | null;
  readonly quote: string | null;
  /** YYYY-MM-DD */
  readonly accessedOn: string | null;
}

/** One saved state of an article; never changed. */
@Entity("article_revision")
export class ArticleRevision {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") articleId!: string;
  /** Counts from 1 within the article. */
  @Column("integer") number!: number;
  @Column("text") kind!: ArticleKind;
  @Column("text") title!: string;
  @Column("text") summary!: string;
  /** Plain text: blank lines part paragraphs, `## ` starts a heading, `- ` an item, `[1]` points to a source. */
  @Column("text") body!: string;
  /** The department or author who signs. */
  @Column("text") byline!: string;
  @Column("jsonb") sources!: ArticleSource[];
  @Column("uuid") writtenBy!: string;
  @Column("timestamptz") writtenAt!: Date;
}
