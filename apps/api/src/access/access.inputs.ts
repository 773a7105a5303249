import type { Role } from "@langnghe/domain/access";
import type { Locale } from "@langnghe/domain/foundation";
import { Field, ID, InputType } from "type-graphql";
import { LocaleEnum } from "../organization/organization.type.ts";
import { RoleEnum } from "./access.type.ts";

@InputType({ description: "A new account. It may do nothing until a role is granted." })
export class CreateStaffAccountInput {
  @Field(() => String, { description: "First and last name." })
  name!: string;

  @Field(() => String, { description: "E-mail address; one account each." })
  email!: string;

  @Field(() => String, { description: "12 characters or more." })
  password!: string;

  @Field(() => LocaleEnum, { defaultValue: "VI", description: "The language they read." })
  locale!: Locale;
}

@InputType({ description: "A role over a unit and everything below it." })
export class GrantRoleInput {
  @Field(() => ID, { description: "Whose." })
  staffId!: string;

  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => ID, { description: "The highest unit it covers." })
  unitId!: string;
}
