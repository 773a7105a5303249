import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ClientScope } from "./role.ts";

/** An outside system with a scoped key. */
@Entity("api_client")
export class ApiClient {
  @PrimaryColumn("uuid") id!: string;
  @Column("text") name!: string;
  /** SHA-256 of the 256-bit key, which was shown once. */
  @Column("bytea") keyHash!: Buffer;
  @Column("text", { array: true }) scopes!: ClientScope[];
  @Column("uuid", { array: true }) unitIds!: string[];
  /** Null when the installation made it. */
  @Column("uuid", { nullable: true }) createdBy!: string | null;
  @Column("timestamptz") createdAt!: Date;
  @Column("timestamptz", { nullable: true }) revokedAt!: Date | null;
}
