import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Locale } from "../foundation/domain-error.ts";

@Entity("staff_account")
export class StaffAccount {
  @PrimaryColumn("uuid") id!: string;
  /** Lower case. */
  @Column("text") email!: string;
  @Column("text") name!: string;
  /** Argon2id, in PHC form; null where nobody has set one. */
  @Column("text", { nullable: true }) passwordHash!: string | null;
  @Column("text") locale!: Locale;
  @Column("timestamptz", { nullable: true }) disabledAt!: Date | null;
  /** When an administrator's link last replaced what this person signs in with; they are told for a while. */
  @Column("timestamptz", { nullable: true }) factorsResetAt!: Date | null;
}
