import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity("staff_session")
export class StaffSession {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") staffId!: string;
  /** SHA-256 of the 256-bit token, which only the browser holds. */
  @Column("bytea") tokenHash!: Buffer;
  @Column("timestamptz") startedAt!: Date;
  @Column("timestamptz") lastUsedAt!: Date;
  @Column("timestamptz") expiresAt!: Date;
  @Column("timestamptz", { nullable: true }) endedAt!: Date | null;
}
