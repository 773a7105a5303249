import { Column, Entity, PrimaryColumn } from "typeorm";

/** A node in the union's tree. The one root is the organization itself. */
@Entity("unit")
export class Unit {
  @PrimaryColumn("uuid") id!: string;
  @Column("uuid", { nullable: true }) parentId!: string | null;
  @Column("text") code!: string;
  @Column("text") name!: string;
  /** Whether senders may choose it on the portal; units of very few people are better left out. */
  @Column("boolean") isChoosable!: boolean;
  @Column("integer") position!: number;
  /** How many people belong to it and to what is below it; null where nobody has counted. Units of few are never shown alone in figures. */
  @Column("integer", { nullable: true }) memberCount!: number | null;
}
