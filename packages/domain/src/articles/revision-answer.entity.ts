import { Entity, PrimaryColumn } from "typeorm";

/** This revision of an article answers this opinion. */
@Entity("revision_answer")
export class RevisionAnswer {
  @PrimaryColumn("uuid") revisionId!: string;
  @PrimaryColumn("uuid") opinionId!: string;
}
