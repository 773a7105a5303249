import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ArticleStatus } from "./article-status.ts";

/** An article on its way and in public. What the public reads is `publishedRevisionId`, whatever the desk is doing meanwhile. */
@Entity("article")
export class Article {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") unitId!: string;
  /** Given at the first publication and never changed. */
  @Column("text", { nullable: true }) slug!: string | null;
  @Column("text") status!: ArticleStatus;
  @Column("uuid") workingRevisionId!: string;
  @Column("uuid", { nullable: true }) approvedRevisionId!: string | null;
  @Column("uuid", { nullable: true }) approvedBy!: string | null;
  @Column("uuid", { nullable: true }) publishedRevisionId!: string | null;
  @Column("timestamptz", { nullable: true }) publishAt!: Date | null;
  @Column("timestamptz", { nullable: true }) publishedAt!: Date | null;
  @Column("timestamptz", { nullable: true }) correctedAt!: Date | null;
  @Column("text", { nullable: true }) correctionNote!: string | null;
  /** The note of a correction that is being written; public once it is published. */
  @Column("text", { nullable: true }) pendingCorrectionNote!: string | null;
  @Column("timestamptz", { nullable: true }) withdrawnAt!: Date | null;
  @Column("text", { nullable: true }) withdrawalReason!: string | null;
  @Column("integer") version!: number;
  @Column("timestamptz") updatedAt!: Date;
}
