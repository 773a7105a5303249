import { type HandedOver, InvitationEnded, type StaffAccount, StaffAccountRefused } from "@langnghe/domain/access";
import type { Locale } from "@langnghe/domain/foundation";
import { createUnionType, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { errorBehind } from "../../errors/outcome.ts";
import { WithMessage } from "../../errors/with-message.type.ts";
import { LocaleEnum } from "../../organization/organization.type.ts";
import { StaffAccountRefusedType, StaffAccountType } from "../access.type.ts";
import { SignedInType } from "../sign-in/sign-in.type.ts";

@InputType({ description: "A new colleague. The account may do nothing until a role is granted." })
export class InviteStaffInput {
  @Field(() => String, { description: "First and last name." })
  name!: string;

  @Field(() => String, { description: "E-mail address; one account each." })
  email!: string;

  @Field(() => LocaleEnum, { defaultValue: "VI", description: "The language they read." })
  locale!: Locale;
}

@InputType({ description: "Taking a link up." })
export class AcceptInvitationInput {
  @Field(() => String, { description: "The link's secret." })
  token!: string;

  @Field(() => String, { nullable: true, description: "12 characters or more; without one a passkey has to be made next." })
  password?: string;
}

@ObjectType("StaffInvited", { description: "The link's secret stands here once and is kept only as a hash." })
export class StaffInvitedType {
  @Field(() => StaffAccountType, { description: "Whose link it is." })
  account!: StaffAccount;

  @Field(() => String, { description: "Goes behind the # of the console's address /invitation; good for 7 days and once." })
  token!: string;
}

@InputType({ description: "Somebody leaves; a colleague goes on with what they have in hand." })
export class HandOverInput {
  @Field(() => ID, { description: "Who leaves." })
  staffId!: string;

  @Field(() => ID, { description: "Who goes on with their work; gets no right by it." })
  heirId!: string;
}

@ObjectType("HandedOver", { description: "What ended and what was passed on." })
export class HandedOverType implements HandedOver {
  @Field(() => StaffAccountType, { description: "The account, now switched off." })
  account!: StaffAccount;

  @Field(() => Int, { description: "How many roles were taken back." })
  grantCount!: number;

  @Field(() => Int, { description: "How many keys of outside systems were revoked, since this person had seen them." })
  keyCount!: number;

  @Field(() => Int, { description: "How many claims the colleague holds now." })
  workCount!: number;
}

@ObjectType("Invitation", { description: "Whose link it is." })
export class InvitationType {
  @Field(() => String, { description: "First and last name." })
  name!: string;

  @Field(() => String, { description: "The address they sign in with." })
  email!: string;
}

@ObjectType("InvitationEnded", { description: "The link was used or replaced, is too old, or never was one." })
export class InvitationEndedType extends WithMessage {}

function memberOf(value: object) {
  const error = errorBehind(value);
  if (error instanceof InvitationEnded) return InvitationEndedType;
  return error instanceof StaffAccountRefused ? StaffAccountRefusedType : undefined;
}

export const InviteStaffResult = createUnionType({
  name: "InviteStaffResult",
  description: "The link, or the field that has to change.",
  types: () => [StaffInvitedType, StaffAccountRefusedType] as const,
  resolveType: (value) => (memberOf(value) ?? StaffInvitedType) as typeof StaffInvitedType,
});

export const OpenInvitationResult = createUnionType({
  name: "OpenInvitationResult",
  description: "Whose link it is, or that it holds no more.",
  types: () => [InvitationType, InvitationEndedType] as const,
  resolveType: (value) => (memberOf(value) ?? InvitationType) as typeof InvitationType,
});

export const AcceptInvitationResult = createUnionType({
  name: "AcceptInvitationResult",
  description: "A session, or why not.",
  types: () => [SignedInType, InvitationEndedType, StaffAccountRefusedType] as const,
  resolveType: (value) => (memberOf(value) ?? SignedInType) as typeof SignedInType,
});
