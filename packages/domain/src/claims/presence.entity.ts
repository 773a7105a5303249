import { Column, Entity, PrimaryColumn } from "typeorm";
import type { SubjectKind } from "./claim-subject.ts";

export const PRESENCE_MODES = ["VIEWING", "EDITING", "IDLE"] as const;
export type PresenceMode = (typeof PRESENCE_MODES)[number];

/** A member of staff at a subject. Forgotten within a minute, and with a crash of the database: the table is unlogged. */
@Entity("presence")
export class Presence {
  @PrimaryColumn("text") subjectKind!: SubjectKind;
  @PrimaryColumn("uuid") subjectId!: string;
  @PrimaryColumn("uuid") staffId!: string;
  @Column("uuid") unitId!: string;
  @Column("text") mode!: PresenceMode;
  @Column("timestamptz") expiresAt!: Date;
}
