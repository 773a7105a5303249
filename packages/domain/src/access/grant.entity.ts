import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Role } from "./role.ts";

/** A role held over one unit and all below it. */
@Entity("grant")
export class Grant {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") staffId!: string;
  @Column("text") role!: Role;
  @Column("uuid") unitId!: string;
  /** Null when the installation gave it. */
  @Column("uuid", { nullable: true }) grantedBy!: string | null;
  @Column("timestamptz") grantedAt!: Date;
  @Column("timestamptz", { nullable: true }) revokedAt!: Date | null;
  /** Comes from a group of the identity provider, and goes with it at the next sign-in. */
  @Column("boolean") followsGroups!: boolean;
}
