import { Column, Entity, PrimaryColumn } from "typeorm";
import type { BrowserFamily, SystemFamily } from "./sessions/device.ts";

@Entity("staff_session")
export class StaffSession {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid") staffId!: string;
  /** SHA-256 of the 256-bit token, which only the browser holds. */
  @Column("bytea") tokenHash!: Buffer;
  /** The token before the last renewal: requests under way and open sockets may end with it, without what the renewal gave. */
  @Column("bytea", { nullable: true }) previousTokenHash!: Buffer | null;
  @Column("timestamptz", { nullable: true }) renewedAt!: Date | null;
  @Column("text") browser!: BrowserFamily;
  @Column("text") system!: SystemFamily;
  /** May do nothing but set up a second factor. */
  @Column("boolean") isLimited!: boolean;
  /** When the person last showed who they are, beyond having the cookie. */
  @Column("timestamptz") provedAt!: Date;
  @Column("timestamptz") startedAt!: Date;
  @Column("timestamptz") lastUsedAt!: Date;
  @Column("timestamptz") expiresAt!: Date;
  @Column("timestamptz", { nullable: true }) endedAt!: Date | null;
}
