import { Column, Entity, PrimaryColumn } from "typeorm";
import type { OpinionStatus, SetAsideReason, Urgency } from "./opinion-status.ts";
import { coveredTextOf, type Redaction } from "./redaction.ts";

/**
 * One text by one person, as received. There is no author column, and nothing here leads to one:
 * the id is random, the time is cut to the quarter of an hour, receipt and origin are hashes.
 */
@Entity("opinion")
export class Opinion {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") unitId!: string;
  @Column("uuid") channelId!: string;
  /**
   * The words as received: NFC, 1 to 5,000 characters; never changed after intake, and empty once they are erased. They are shown to
   * their sender, and to whoever reveals them with a reason; everybody else reads `text`.
   */
  @Column("text", { name: "text" }) receivedText!: string;
  /** What is covered, in the order of the text; null for an opinion from before there were redactions, until it is caught up with. */
  @Column("jsonb", { nullable: true }) redactions!: readonly Redaction[] | null;
  /** Of the text without what is covered, without case and diacritics, for searching. */
  @Column("text", { select: false }) foldedText!: string;
  @Column("bytea", { select: false }) textHash!: Buffer;
  @Column("timestamptz") receivedAt!: Date;
  @Column("text") status!: OpinionStatus;
  @Column("text", { nullable: true }) setAsideReason!: SetAsideReason | null;
  @Column("uuid", { nullable: true }) topicId!: string | null;
  @Column("text") urgency!: Urgency;
  /** An earlier opinion of the same channel with exactly this text, but for what is covered. */
  @Column("uuid", { nullable: true }) repeatOfId!: string | null;
  @Column("bytea", { select: false, nullable: true }) receiptHash!: Buffer | null;
  @Column("bytea", { select: false, nullable: true }) originHash!: Buffer | null;
  /** Counts the changes, from 1. */
  @Column("integer") version!: number;
  /** The day on which the words were erased for good; null while they stand. */
  @Column("date", { nullable: true }) erasedOn!: string | null;

  /** The words as they are shown: covered. */
  get text(): string {
    return coveredTextOf(this).text;
  }
}
