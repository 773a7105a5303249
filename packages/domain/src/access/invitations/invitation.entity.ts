import { Column, Entity, PrimaryColumn } from "typeorm";

/** A link by which somebody sets up what they sign in with: for a new account, or in place of what was lost. */
@Entity("invitation")
export class Invitation {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") staffId!: string;
  @Column("text") kind!: "INVITATION" | "RESET";
  /** SHA-256 of the 256-bit token, which only the link holds. */
  @Column("bytea") tokenHash!: Buffer;
  /** Null when the installation made it. */
  @Column("uuid", { nullable: true }) madeBy!: string | null;
  @Column("timestamptz") madeAt!: Date;
  @Column("timestamptz") expiresAt!: Date;
  /** When it was taken up, or replaced by another. */
  @Column("timestamptz", { nullable: true }) endedAt!: Date | null;
}
