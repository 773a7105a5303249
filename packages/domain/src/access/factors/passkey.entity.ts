import { Column, Entity, PrimaryColumn } from "typeorm";

/** A key that a person's device keeps for them; we keep the public half. */
@Entity("passkey")
export class Passkey {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") staffId!: string;
  /** As the browser names it, base64url. */
  @Column("text") credentialId!: string;
  /** COSE. */
  @Column("bytea") publicKey!: Buffer;
  /** How often the key says it was used, as text since it is a bigint; stays 0 where a device does not count. */
  @Column("bigint") signCount!: string;
  @Column("text", { array: true }) transports!: string[];
  /** What the person calls it. */
  @Column("text") name!: string;
  @Column("timestamptz") createdAt!: Date;
  @Column("timestamptz", { nullable: true }) lastUsedAt!: Date | null;
}
