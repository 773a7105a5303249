import { Column, Entity, PrimaryColumn } from "typeorm";

/** The one union this installation serves. */
@Entity("organization")
export class Organization {
  @PrimaryColumn("boolean") isOnly!: true;
  @Column("text") name!: string;
  @Column("text") shortName!: string;
  /** IANA name; dates are shown and counted in it. */
  @Column("text") timeZone!: string;
  /** Texts are erased this many months after the matter ends. */
  @Column("integer") retentionMonths!: number;
}
