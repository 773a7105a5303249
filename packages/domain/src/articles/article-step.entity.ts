import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ArticleStepKind } from "./article-status.ts";

/** One line of an article's history. */
@Entity("article_step")
export class ArticleStep {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") articleId!: string;
  @Column("integer") articleVersion!: number;
  @Column("text") kind!: ArticleStepKind;
  @Column("integer") revisionNumber!: number;
  @Column("text", { nullable: true }) note!: string | null;
  /** Null when the schedule published. */
  @Column("uuid", { nullable: true }) takenBy!: string | null;
  @Column("timestamptz") takenAt!: Date;
}
