import { Column, Entity, PrimaryColumn } from "typeorm";

export const CHANNEL_KINDS = ["PORTAL", "FIELD_REPORT", "IMPORT", "FANPAGE", "ZALO_OA", "RSS", "EMAIL", "DIALOGUE", "SURVEY", "API"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where opinions come from. Never a private person's account: only the union's own channels stand here. */
@Entity("channel")
export class Channel {
  @PrimaryColumn("uuid") id!: string;
  @Column("text") code!: string;
  @Column("text") kind!: ChannelKind;
  @Column("text") name!: string;
  /** Official channels are listed publicly, so that anyone can check that an account speaks for the union. */
  @Column("boolean") isOfficial!: boolean;
  @Column("text", { nullable: true }) url!: string | null;
}
