import { Entity, PrimaryColumn } from "typeorm";

/** The article answers this opinion. */
@Entity("article_answer")
export class ArticleAnswer {
  @PrimaryColumn("uuid") articleId!: string;
  @PrimaryColumn("uuid") opinionId!: string;
}
