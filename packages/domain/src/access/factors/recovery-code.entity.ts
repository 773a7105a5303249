import { Column, Entity, PrimaryColumn } from "typeorm";

/** One of ten codes on paper, for the day the phone is gone. */
@Entity("recovery_code")
export class RecoveryCode {
  @PrimaryColumn("uuid") staffId!: string;
  @PrimaryColumn("bytea") codeHash!: Buffer;
  @Column("timestamptz", { nullable: true }) usedAt!: Date | null;
}
