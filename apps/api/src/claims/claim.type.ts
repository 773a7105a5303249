import type { ClaimConflict, HeldClaim, PresentPerson } from "@langnghe/domain/claims";
import { PRESENCE_MODES, type PresenceMode, SUBJECT_KINDS, type SubjectKind } from "@langnghe/domain/claims";
import { Field, ID, Int, ObjectType, Root } from "type-graphql";
import { StaffMemberType } from "../access/access.type.ts";
import { WithMessage } from "../errors/with-message.type.ts";
import { publishEnum } from "../graphql-enum.ts";
import { DateTime } from "../scalars.ts";

export const SubjectKindEnum = publishEnum("SubjectKind", SUBJECT_KINDS, "What can be looked at, edited and claimed.");
export const PresenceModeEnum = publishEnum("PresenceMode", PRESENCE_MODES, "What a colleague does at a subject; IDLE is away from the keyboard.");

@ObjectType("Claim", { description: "Somebody of the staff works on this, until the lease ends or is given back." })
export class ClaimType implements Pick<HeldClaim, "holder" | "fencingNumber" | "expiresAt"> {
  @Field(() => ID, { description: "The opinion or the article." })
  subjectId(@Root() { subject }: HeldClaim): string {
    return subject.id;
  }

  @Field(() => StaffMemberType, { description: "Who works on it." })
  holder!: StaffMemberType;

  @Field(() => Int, { description: "Grows with each claim of the subject; its holder sends it along when saving." })
  fencingNumber!: number;

  @Field(() => DateTime, { description: "When it no longer counts, unless it is renewed before." })
  expiresAt!: Date;
}

@ObjectType("ClaimConflict", { description: "A colleague works on this at the moment; nothing was changed." })
export class ClaimConflictType extends WithMessage {
  @Field(() => StaffMemberType, { description: "The colleague." })
  holder(@Root() { claim }: ClaimConflict): StaffMemberType {
    return claim.holder;
  }

  @Field(() => DateTime, { description: "When their claim ends, unless they renew it." })
  expiresAt(@Root() { claim }: ClaimConflict): Date {
    return claim.expiresAt;
  }
}

@ObjectType("ClaimOutdated", { description: "The claim named by the fencing number has ended and a newer one was made; nothing was changed." })
export class ClaimOutdatedType extends WithMessage {}

@ObjectType("PresentPerson", { description: "A colleague who is at a subject just now." })
export class PresentPersonType implements PresentPerson {
  @Field(() => StaffMemberType, { description: "The colleague." })
  member!: StaffMemberType;

  @Field(() => PresenceModeEnum, { description: "What they do there." })
  mode!: PresenceMode;
}

@ObjectType("PeopleAtSubject", { description: "Everybody of the staff who is at one subject just now." })
export class PeopleAtSubjectType {
  @Field(() => SubjectKindEnum, { description: "What it is." })
  kind!: SubjectKind;

  @Field(() => ID, { description: "Which one." })
  subjectId!: string;

  @Field(() => [PresentPersonType], { description: "The colleagues, the watcher too; empty when the last one has gone." })
  people!: readonly PresentPerson[];
}
