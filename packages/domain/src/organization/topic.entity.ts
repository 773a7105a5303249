import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity("topic")
export class Topic {
  @PrimaryColumn("uuid") id!: string;
  @Column("text") code!: string;
  @Column("text") nameVi!: string;
  @Column("text") nameEn!: string;
  @Column("integer") position!: number;
}
