import { Column, Entity, PrimaryColumn } from "typeorm";
import { SET_ASIDE_REASONS } from "./opinion-status.ts";

/** How a matter can end whose words are then kept for a while: with an answer, or set aside for a reason. */
export const OUTCOMES = ["ANSWERED", ...SET_ASIDE_REASONS] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An outcome that is kept for another time than the organization's own. */
@Entity("retention_rule")
export class RetentionRule {
  @PrimaryColumn("text") outcome!: Outcome;
  /** After the end of the matter; 1 to 120. */
  @Column("integer") months!: number;
}
