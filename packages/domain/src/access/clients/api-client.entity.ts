import { Column, Entity, PrimaryColumn } from "typeorm";
import type { ClientScope } from "../role.ts";

/** An outside system and what was agreed with it. Its keys are rows of their own, see `api-key.entity.ts`. */
@Entity("api_client")
export class ApiClient {
  @PrimaryColumn("uuid") id!: string;
  @Column("text") name!: string;
  /** What it is for, in a sentence. */
  @Column("text") purpose!: string;
  /** Whom to call when it misbehaves or its key was exposed. */
  @Column("text") contact!: string;
  @Column("text", { array: true }) scopes!: ClientScope[];
  @Column("uuid", { array: true }) unitIds!: string[];
  /** The networks it may call from, in CIDR; none means anywhere. */
  @Column("text", { array: true }) allowedNetworks!: string[];
  /** No key of it works from then on. */
  @Column("timestamptz") expiresAt!: Date;
  /** Null when the installation made it. */
  @Column("uuid", { nullable: true }) createdBy!: string | null;
  @Column("timestamptz") createdAt!: Date;
  @Column("timestamptz", { nullable: true }) revokedAt!: Date | null;
  /** What somebody who may read there has confirmed. Scopes that read hold no further than this, whatever stands in `scopes`. */
  @Column("text", { array: true }) confirmedScopes!: ClientScope[];
  @Column("uuid", { array: true }) confirmedUnitIds!: string[];
  /** Null before, and when the installation made it. */
  @Column("uuid", { nullable: true }) confirmedBy!: string | null;
  @Column("timestamptz", { nullable: true }) confirmedAt!: Date | null;
  /** Who asked for what is to be confirmed: they cannot confirm it. */
  @Column("uuid", { nullable: true }) requestedBy!: string | null;
  /** Whoever confirms is shown a new key. */
  @Column("boolean") isKeyRequested!: boolean;
}
