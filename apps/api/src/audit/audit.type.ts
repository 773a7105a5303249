import type { AuditEntry } from "@langnghe/domain/audit";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { publishEnum } from "../graphql-enum.ts";
import { PageInfoType } from "../page-info.type.ts";
import { DateTime } from "../scalars.ts";

export const AuditActorKindEnum = publishEnum(
  "AuditActorKind",
  ["staff", "client", "system", "audience"],
  "Who did it: a member of staff, an outside system, the product itself, or several who were shown the same at once.",
);

@InputType("AuditFilter", { description: "What the audit is narrowed to; a part left out narrows nothing." })
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: "One act as scope:verb, such as opinion:read." })
  act?: string | null;

  @Field(() => ID, { nullable: true, description: "A member of staff or an outside system, alone or among several." })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: "What it was done to or who was concerned." })
  subjectId?: string | null;

  @Field(() => ID, { nullable: true, description: "This unit and everything below it; only of acts that belong to one unit." })
  unitId?: string | null;

  @Field(() => DateTime, { nullable: true, description: "From this moment on." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Before this moment." })
  to?: Date | null;
}

@ObjectType("AuditEntry", { description: "Who did or read what, where, why and when. Never a text, never anything of a sender." })
export class AuditEntryType implements Pick<AuditEntry, "id" | "at" | "act" | "actorKind" | "actorId" | "actorNames" | "subjectIds" | "reason"> {
  @Field(() => ID, { description: "Its number in the audit." })
  id!: string;

  @Field(() => DateTime, { description: "The quarter of an hour in which it was done." })
  at!: Date;

  @Field(() => String, { description: "What was done, as scope:verb." })
  act!: string;

  @Field(() => AuditActorKindEnum, { description: "Who did it, by kind." })
  actorKind!: AuditEntry["actorKind"];

  @Field(() => ID, { nullable: true, description: "The member of staff or the outside system; null for an audience and the product itself." })
  actorId!: string | null;

  @Field(() => [String], { description: "Names of who did it; several of an audience, none of the product itself." })
  actorNames!: string[];

  @Field(() => [ID], {
    description: "What it was done to. Of acts on opinions only the one that was asked for: they are not listed or counted here.",
  })
  subjectIds!: string[];

  @Field(() => String, { nullable: true, description: "Why, in the words of whoever did it or as the listed reason; null where none is asked for." })
  reason!: string | null;
}

@ObjectType("AuditEdge", { description: "An entry and its place in the list." })
export class AuditEdgeType {
  @Field(() => String, { description: "Its place." })
  cursor!: string;

  @Field(() => AuditEntryType, { description: "The entry." })
  node!: AuditEntry;
}

@ObjectType("AuditConnection", { description: "A page of the audit." })
export class AuditConnectionType {
  @Field(() => [AuditEdgeType], { description: "Newest first." })
  edges!: AuditEdgeType[];

  @Field(() => PageInfoType, { description: "Where the page ends." })
  pageInfo!: PageInfoType;
}

@ObjectType("AuditAnchor", { description: "What was signed on a day and is kept outside of the machine." })
export class AuditAnchorType {
  @Field(() => String, { description: "The day, as YYYY-MM-DD in the organization's time zone." })
  day!: string;

  @Field(() => String, { description: "The hash of the chain up to there, in hex: compare it with the copy that was taken elsewhere." })
  hash!: string;

  @Field(() => String, { description: "How many entries were sealed by then, as a whole number." })
  entries!: string;
}

@ObjectType("AuditChain", { description: "How far the audit is sealed. The newest seals are checked; `npm run audit:verify` checks them all." })
export class AuditChainType {
  @Field(() => DateTime, { nullable: true, description: "What was recorded before this moment is sealed; null before the first seal." })
  sealedBefore!: Date | null;

  @Field(() => Int, { description: "How many entries are not sealed yet." })
  unsealedEntries!: number;

  @Field(() => Boolean, { description: "Whether the newest seals agree with the entries, with one another and with their anchors." })
  isIntact!: boolean;

  @Field(() => AuditAnchorType, { nullable: true, description: "The newest anchor; null before the first one." })
  anchor!: AuditAnchorType | null;
}
