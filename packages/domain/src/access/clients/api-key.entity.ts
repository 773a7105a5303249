import { Column, Entity, PrimaryColumn } from "typeorm";

/** One key of an outside system. There are two while one takes the other's place. */
@Entity("api_key")
export class ApiKey {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") clientId!: string;
  /** SHA-256 of the 256-bit key, which was shown once. */
  @Column("bytea") keyHash!: Buffer;
  /** Its first letters, to know it by; null for keys from before these were kept. */
  @Column("text", { nullable: true }) beginning!: string | null;
  /** Whether it was shown to somebody who may read what it reads: only then do the scopes that read hold. */
  @Column("boolean") isConfirmed!: boolean;
  @Column("timestamptz") createdAt!: Date;
  @Column("timestamptz") expiresAt!: Date;
  @Column("timestamptz", { nullable: true }) revokedAt!: Date | null;
  /** To the hour. */
  @Column("timestamptz", { nullable: true }) lastUsedAt!: Date | null;
  /** When it first stood in a URL, to the hour: it has to be taken for known to others. */
  @Column("timestamptz", { nullable: true }) exposedAt!: Date | null;
}
