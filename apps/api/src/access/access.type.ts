import type { Grant, StaffAccount } from "@langnghe/domain/access";
import { ROLES, type Role, StaffAccountRefused } from "@langnghe/domain/access";
import type { Locale } from "@langnghe/domain/foundation";
import { createUnionType, Field, ID, ObjectType } from "type-graphql";
import { errorBehind } from "../errors/outcome.ts";
import { WithMessage } from "../errors/with-message.type.ts";
import { publishEnum } from "../graphql-enum.ts";
import { LocaleEnum } from "../organization/organization.type.ts";

export const RoleEnum = publishEnum("Role", ROLES, "What a member of staff does in a unit and all below it.");

@ObjectType("StaffMember", { description: "A colleague, as other colleagues see them." })
export class StaffMemberType implements Pick<StaffAccount, "id" | "name"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "First and last name." })
  name!: string;
}

@ObjectType("Grant", { description: "A role held over one unit and everything below it." })
export class GrantType implements Pick<Grant, "id" | "role"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;
}

@ObjectType("Viewer", { description: "The member of staff who is asking." })
export class ViewerType {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "First and last name." })
  name!: string;

  @Field(() => String, { description: "The address they sign in with." })
  email!: string;

  @Field(() => LocaleEnum, { description: "The language they read." })
  locale!: Locale;

  @Field(() => [String], { description: "What the viewer may do somewhere, as scope:verb. For showing controls; the server decides again." })
  permissions!: string[];

  @Field(() => Boolean, { description: "Whether this session may do nothing until a second factor has been set up." })
  isLimited!: boolean;
}

@ObjectType("StaffAccount", { description: "An account, as administrators see it." })
export class StaffAccountType implements Pick<StaffAccount, "id" | "name" | "email" | "locale"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "First and last name." })
  name!: string;

  @Field(() => String, { description: "The address they sign in with." })
  email!: string;

  @Field(() => LocaleEnum, { description: "The language they read." })
  locale!: Locale;
}

@ObjectType("StaffAccountCreated", { description: "The account stands." })
export class StaffAccountCreatedType {
  @Field(() => StaffAccountType, { description: "The new account." })
  account!: StaffAccount;
}

@ObjectType("StaffAccountRefused", { description: "Something about the new account has to change." })
export class StaffAccountRefusedType extends WithMessage {
  @Field(() => String, { description: "The field that has to change: name, email or password." })
  field!: string;
}

export const CreateStaffAccountResult = createUnionType({
  name: "CreateStaffAccountResult",
  description: "The account, or the field that has to change.",
  types: () => [StaffAccountCreatedType, StaffAccountRefusedType] as const,
  resolveType: (value) => (errorBehind(value) instanceof StaffAccountRefused ? StaffAccountRefusedType : StaffAccountCreatedType),
});
