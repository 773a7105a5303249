import { Column, Entity, PrimaryColumn } from "typeorm";
import type { SubjectKind } from "./claim-subject.ts";

/** Who works on a subject. The row stays when the claim ends, for its number alone: who held it is forgotten. */
@Entity("claim")
export class Claim {
  @PrimaryColumn("text") subjectKind!: SubjectKind;
  @PrimaryColumn("uuid") subjectId!: string;
  @Column("uuid") unitId!: string;
  /** Counts the claims of this subject, from 1; never goes back. A save with an older number comes too late. */
  @Column("integer") fencingNumber!: number;
  @Column("uuid", { nullable: true }) holderId!: string | null;
  /** From this moment on the claim no longer counts, cleared away or not. */
  @Column("timestamptz", { nullable: true }) expiresAt!: Date | null;
}
