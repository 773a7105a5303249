import { Column, Entity, PrimaryColumn } from "typeorm";
import type { DecisionKind, OpinionStatus, SetAsideReason, Urgency } from "./opinion-status.ts";

/** What a decision can change, as it stood before: undoing puts it back. */
export interface Decidable {
  readonly status: OpinionStatus;
  readonly setAsideReason: SetAsideReason | null;
  readonly topicId: string | null;
  readonly urgency: Urgency;
}

/** One line of an opinion's history. */
@Entity("opinion_decision")
export class OpinionDecision {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") opinionId!: string;
  /** The opinion's version that this decision made. */
  @Column("integer") opinionVersion!: number;
  @Column("text") kind!: DecisionKind;
  @Column("text", { nullable: true }) reason!: SetAsideReason | null;
  @Column("uuid", { nullable: true }) topicId!: string | null;
  @Column("text", { nullable: true }) urgency!: Urgency | null;
  @Column("jsonb") before!: Decidable;
  @Column("text") statusAfter!: OpinionStatus;
  /** Null when an outside system or a worker decided. */
  @Column("uuid", { nullable: true }) decidedByStaffId!: string | null;
  @Column("uuid", { nullable: true }) decidedByClientId!: string | null;
  @Column("timestamptz") decidedAt!: Date;
  @Column("uuid", { nullable: true }) undoesId!: string | null;
}
