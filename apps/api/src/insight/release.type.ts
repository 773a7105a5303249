import { BREAKDOWNS, type BreakdownName, type Cell, PERIOD_KINDS, type PeriodKind } from "@langnghe/domain/insight";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { publishEnum } from "../graphql-enum.ts";

const PeriodKindEnum = publishEnum("PeriodKind", PERIOD_KINDS, "How long the period of a release is.");
const BreakdownEnum = publishEnum(
  "Breakdown",
  BREAKDOWNS.map(({ name }) => name),
  "What is told about whom: there are no other breakdowns. UNIT is a unit with all its opinions.",
);

@ObjectType("ReleaseCell", { description: "One figure, rounded before it was stored." })
export class ReleaseCellType {
  @Field(() => BreakdownEnum, { description: "Which breakdown it belongs to." })
  breakdown!: BreakdownName;

  @Field(() => ID, { description: "The unit, with everything below it." })
  unitId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The id of the topic or channel, the urgency or the reason; null for all of them, and for what has no topic yet.",
  })
  value!: string | null;

  @Field(() => Int, { nullable: true, description: "To the nearest five; null when it is fewer than five, or withheld." })
  rounded!: number | null;

  @Field(() => Boolean, { description: "Whether nothing is told at all, not even that it is fewer than five." })
  isWithheld!: boolean;
}

@ObjectType("Release", { description: "Figures about a period, frozen for good. What came late is in the next one." })
export class ReleaseType {
  @Field(() => Int, { description: "Counts the releases." })
  id!: number;

  @Field(() => PeriodKindEnum, { description: "A week, a month or a quarter." })
  kind!: PeriodKind;

  @Field(() => String, { name: "periodStart", description: "Its first day, as YYYY-MM-DD." })
  start!: string;

  @Field(() => String, { name: "periodEnd", description: "The day behind its last, as YYYY-MM-DD." })
  end!: string;

  @Field(() => String, { description: "The day on which it was frozen, as YYYY-MM-DD." })
  frozenOn!: string;
}

export function toReleaseCell({ breakdown, unitId, value, figure }: Cell): ReleaseCellType {
  return { breakdown, unitId, value, rounded: typeof figure === "number" ? figure : null, isWithheld: figure === "WITHHELD" };
}
