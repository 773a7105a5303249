import type { Channel, Organization, Topic, Unit } from "@langnghe/domain/organization";
import { CHANNEL_KINDS, type ChannelKind } from "@langnghe/domain/organization";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { publishEnum } from "../graphql-enum.ts";

export const ChannelKindEnum = publishEnum("ChannelKind", CHANNEL_KINDS, "Where opinions come from or articles go to.");
export const LocaleEnum = publishEnum("Locale", ["VI", "EN"] as const, "Vietnamese or English.");

@ObjectType("Organization", { description: "The union this installation serves." })
export class OrganizationType implements Pick<Organization, "name" | "shortName" | "timeZone" | "retentionMonths"> {
  @Field(() => String, { description: "The full name, as it signs." })
  name!: string;

  @Field(() => String, { description: "The name for narrow places." })
  shortName!: string;

  @Field(() => String, { description: "IANA time zone in which dates are shown." })
  timeZone!: string;

  @Field(() => Int, { description: "Months after the end of a matter at which texts are erased." })
  retentionMonths!: number;
}

@ObjectType("Unit", { description: "A node in the union's tree." })
export class UnitType implements Pick<Unit, "id" | "code" | "name" | "parentId"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "Short code, as used in files and by outside systems." })
  code!: string;

  @Field(() => String, { description: "The unit's name." })
  name!: string;

  @Field(() => ID, { nullable: true, description: "The unit above; null for the organization itself." })
  parentId!: string | null;
}

@ObjectType("Topic", { description: "What a matter is about, from the organization's own list." })
export class TopicType implements Pick<Topic, "id" | "code"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "Short code, steady over time." })
  code!: string;
}

@ObjectType("Channel", { description: "Where opinions come from. Only the union's own channels, never a private account." })
export class ChannelType implements Pick<Channel, "code" | "kind" | "name" | "isOfficial" | "url"> {
  @Field(() => String, { description: "Short code, as used in filters and batches." })
  code!: string;

  @Field(() => ChannelKindEnum, { description: "What sort of channel it is." })
  kind!: ChannelKind;

  @Field(() => String, { description: "The channel's name." })
  name!: string;

  @Field(() => Boolean, { description: "Whether it speaks for the union and is listed in public." })
  isOfficial!: boolean;

  @Field(() => String, { nullable: true, description: "Its public address, if it has one." })
  url!: string | null;
}
