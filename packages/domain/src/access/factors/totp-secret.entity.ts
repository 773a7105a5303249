import { Column, Entity, PrimaryColumn } from "typeorm";

/** What a person's authenticator app shares with us. */
@Entity("totp_secret")
export class TotpSecret {
  @PrimaryColumn("uuid") staffId!: string;
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the secret. */
  @Column("bytea") sealed!: Buffer;
  /** Null until a first code has shown that the app has it. */
  @Column("timestamptz", { nullable: true }) confirmedAt!: Date | null;
  /** The step of 30 s whose code was taken last, as text since it is a bigint. */
  @Column("bigint") lastStep!: string;
}
