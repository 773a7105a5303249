import {
  API_CLIENT_REFUSALS,
  type ApiClient,
  type ApiClientRefusal,
  ApiClientRefused,
  type ApiKey,
  type DayOfUse,
  type Refusals,
} from "@langnghe/domain/access";
import { type ClassType, createUnionType, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { errorBehind } from "../errors/outcome.ts";
import { WithMessage } from "../errors/with-message.type.ts";
import { publishEnum } from "../graphql-enum.ts";
import { DateTime } from "../scalars.ts";

@ObjectType("ApiKey", { description: "One key of an outside system, without the key itself: that was shown once." })
export class ApiKeyType implements Omit<ApiKey, "clientId" | "keyHash" | "isConfirmed"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Its first nine letters, to know it by; null for keys from before these were kept." })
  beginning!: string | null;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => DateTime, { description: "From then on it does not work; nor does it when its system has ended." })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it was revoked; null while it was not." })
  revokedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "The hour in which it was last used; null while it was not." })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "The hour in which it first stood in a URL, and was exposed by that; null while it did not.",
  })
  exposedAt!: Date | null;
}

@ObjectType("ApiClientRefusalCount", { description: "How often an outside system was refused for one reason." })
export class ApiClientRefusalCountType implements Refusals {
  @Field(() => String, {
    description: "The code of the error, or why the key did not hold: KEY_EXPIRED, KEY_REVOKED, ADDRESS_NOT_ALLOWED, KEY_IN_URL.",
  })
  code!: string;

  @Field(() => Int, { description: "How often." })
  count!: number;
}

@ObjectType("ApiClientDay", { description: "What an outside system did on one day, at both doors. Kept for 90 days." })
export class ApiClientDayType implements DayOfUse {
  @Field(() => String, { description: "The day by the clock in Việt Nam, YYYY-MM-DD." })
  day!: string;

  @Field(() => Int, { description: "Operations, the refused ones too; a subscription is one, however much it tells." })
  calls!: number;

  @Field(() => Float, { description: "Points, a whole number." })
  cost!: number;

  @Field(() => [ApiClientRefusalCountType], { description: "Operations that were refused as a whole, by reason." })
  refusals!: readonly Refusals[];
}

@ObjectType("ApiClient", { description: "An outside system, what was agreed with it, and its keys." })
export class ApiClientType
  implements
    Pick<
      ApiClient,
      | "id"
      | "name"
      | "purpose"
      | "contact"
      | "scopes"
      | "allowedNetworks"
      | "expiresAt"
      | "createdAt"
      | "revokedAt"
      | "confirmedAt"
      | "isKeyRequested"
    >
{
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "What the system is called." })
  name!: string;

  @Field(() => String, { description: "What it is for; empty when nobody said so." })
  purpose!: string;

  @Field(() => String, { description: "Whom to call about it; empty when nobody said so." })
  contact!: string;

  @Field(() => [String], { description: "What its keys may do, as scope:verb. Those that read hold once they are confirmed." })
  scopes!: ApiClient["scopes"];

  @Field(() => [String], { description: "The networks it may call from, in CIDR; empty means anywhere." })
  allowedNetworks!: string[];

  @Field(() => DateTime, { description: "No key of it works from then on." })
  expiresAt!: Date;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it was revoked, with all its keys; null while it was not." })
  revokedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When what it reads was last confirmed; null before." })
  confirmedAt!: Date | null;

  @Field(() => Boolean, { description: "Whether whoever confirms is shown a new key." })
  isKeyRequested!: boolean;
}

@ObjectType("CreateApiClientPayload", { description: "The key stands here once and is kept only as a hash." })
export class CreateApiClientPayload {
  @Field(() => ApiClientType, { description: "The new client." })
  client!: ApiClient;

  @Field(() => String, {
    nullable: true,
    description:
      "Send it as `Authorization: Bearer …`. It cannot be shown again. Null when the system reads texts: then it is shown to whoever confirms.",
  })
  key!: string | null;
}

@ObjectType("ApiClientChanged", { description: "The system as it stands now." })
export class ApiClientChangedType {
  @Field(() => ApiClientType, { description: "The system." })
  client!: ApiClient;
}

@ObjectType("ApiKeyOutcome", { description: "The system, and its new key where one was made." })
export class ApiKeyOutcomeType {
  @Field(() => ApiClientType, { description: "The system." })
  client!: ApiClient;

  @Field(() => String, {
    nullable: true,
    description: "Shown once. Null when none was made: it waits to be confirmed, or the key that is there goes on.",
  })
  key!: string | null;
}

export const ApiClientRefusalEnum = publishEnum("ApiClientRefusal", API_CLIENT_REFUSALS, "What has to be asked in another way.");

@ObjectType("ApiClientRefused", { description: "What was asked about an outside system has to be asked in another way." })
export class ApiClientRefusedType extends WithMessage {
  @Field(() => ApiClientRefusalEnum, { description: "Which part." })
  reason!: ApiClientRefusal;
}

function resultOf<Success extends object>(name: string, success: ClassType<Success>) {
  return createUnionType({
    name,
    description: "The outcome, or what has to be asked in another way.",
    types: () => [success, ApiClientRefusedType] as const,
    resolveType: (value: object) => (errorBehind(value) instanceof ApiClientRefused ? ApiClientRefusedType : success),
  });
}

export const ChangeApiClientResult = resultOf("ChangeApiClientResult", ApiClientChangedType);
export const RotateApiKeyResult = resultOf("RotateApiKeyResult", ApiKeyOutcomeType);
export const ConfirmApiClientResult = resultOf("ConfirmApiClientResult", ApiKeyOutcomeType);
