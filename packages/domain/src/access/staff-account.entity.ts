import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Locale } from "../foundation/domain-error.ts";

@Entity("staff_account")
export class StaffAccount {
  @PrimaryColumn("uuid") id!: string;
  /** Lower case. */
  @Column("text") email!: string;
  @Column("text") name!: string;
  /** Argon2id, in PHC form. */
  @Column("text") passwordHash!: string;
  @Column("text") locale!: Locale;
  @Column("timestamptz", { nullable: true }) disabledAt!: Date | null;
}
