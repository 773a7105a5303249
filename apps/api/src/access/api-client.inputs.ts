import { Field, ID, InputType } from "type-graphql";
import { DateTime } from "../scalars.ts";

const NETWORKS = "The networks it may call from, in CIDR (203.0.113.0/24, 2001:db8::/32), at most 20; empty means anywhere.";

@InputType({ description: "A new outside system." })
export class CreateApiClientInput {
  @Field(() => String, { description: "What the system is called." })
  name!: string;

  @Field(() => [String], { description: "What its key may do, as scope:verb." })
  scopes!: string[];

  @Field(() => [ID], { description: "The units it may do that in, each with everything below it." })
  unitIds!: string[];

  @Field(() => String, { defaultValue: "", description: "What it is for, in a sentence." })
  purpose!: string;

  @Field(() => String, { defaultValue: "", description: "Whom to call when it misbehaves or its key was exposed." })
  contact!: string;

  @Field(() => [String], { defaultValue: [], description: NETWORKS })
  allowedNetworks!: string[];

  @Field(() => DateTime, { nullable: true, description: "When it ends; a year ahead at most, and when left out." })
  expiresAt?: Date | null;
}

@InputType({ description: "What was agreed with an outside system anew. A part that is left out stays as it is." })
export class ChangeApiClientInput {
  @Field(() => ID, { description: "Which system." })
  clientId!: string;

  @Field(() => String, { nullable: true, description: "What the system is called." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in a sentence." })
  purpose?: string | null;

  @Field(() => String, { nullable: true, description: "Whom to call about it." })
  contact?: string | null;

  @Field(() => [String], { nullable: true, description: "What its keys may do. What reads more holds once it is confirmed." })
  scopes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "The units it may do that in, each with everything below it." })
  unitIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: NETWORKS })
  allowedNetworks?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it ends, a year ahead at most. Keys that are there keep their own end if that is earlier.",
  })
  expiresAt?: Date | null;
}

@InputType({ description: "A new key beside the one that is there." })
export class RotateApiKeyInput {
  @Field(() => ID, { description: "Which system's." })
  clientId!: string;
}

@InputType({ description: "A yes to what an outside system may read. What was seen is handed back, so that nothing else is confirmed." })
export class ConfirmApiClientInput {
  @Field(() => ID, { description: "Which system." })
  clientId!: string;

  @Field(() => [String], { description: "Its scopes as they were seen." })
  scopes!: string[];

  @Field(() => [ID], { description: "Its units as they were seen." })
  unitIds!: string[];
}

@InputType({ description: "One key that is to end." })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: "Which key." })
  keyId!: string;
}
