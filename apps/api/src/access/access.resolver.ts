import { type AccessService, type Grant, type StaffAccount, StaffAccountRefused } from "@langnghe/domain/access";
import { isPermittedSomewhere, type Locale, PERMISSIONS, type StaffActor } from "@langnghe/domain/foundation";
import type { Unit } from "@langnghe/domain/organization";
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { asMember, asOutcome } from "../errors/outcome.ts";
import { StepUp } from "../guard/step-up.ts";
import { LocaleEnum, UnitType } from "../organization/organization.type.ts";
import { CreateStaffAccountInput, GrantRoleInput } from "./access.inputs.ts";
import { CreateStaffAccountResult, GrantType, StaffAccountType, ViewerType } from "./access.type.ts";

@Resolver()
export class AccessResolver {
  constructor(private readonly access: AccessService) {}

  @Query(() => ViewerType, { nullable: true, description: "Who is signed in; null for everybody else." })
  viewer(@Ctx() { caller }: Context): StaffActor | null {
    return caller.actor.kind === "staff" ? caller.actor : null;
  }

  @Authorized("access:manage")
  @Query(() => [StaffAccountType], { description: "For administrators: all accounts." })
  staffAccounts(@Ctx() { caller }: Context): Promise<StaffAccount[]> {
    return this.access.listStaff(caller.actor);
  }

  @Authorized()
  @Mutation(() => Boolean, { description: "Ends this session." })
  async signOut(@Ctx() { caller, sessionSlot }: Context): Promise<boolean> {
    if (caller.actor.kind === "staff") await this.access.signOut(caller.actor);
    sessionSlot?.clear();
    return true;
  }

  @Authorized()
  @Mutation(() => Boolean, { description: "Ends every session of the viewer, on every machine." })
  async signOutEverywhere(@Ctx() { caller, sessionSlot }: Context): Promise<boolean> {
    if (caller.actor.kind === "staff") await this.access.signOutEverywhere(caller.actor);
    sessionSlot?.clear();
    return true;
  }

  @Authorized()
  @Mutation(() => ViewerType, { description: "Changes the language the viewer reads." })
  setLocale(@Arg("locale", () => LocaleEnum, { description: "The language." }) locale: Locale, @Ctx() { caller }: Context): Promise<StaffActor> {
    return this.access.setLocale(locale, caller.actor as StaffActor);
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => CreateStaffAccountResult, { description: "Makes an account without any role." })
  async createStaffAccount(
    @Arg("input", () => CreateStaffAccountInput) input: CreateStaffAccountInput,
    @Ctx() { caller }: Context,
  ): Promise<typeof CreateStaffAccountResult> {
    const outcome = await asOutcome(this.access.createStaffAccount(input, caller.actor), StaffAccountRefused);
    return outcome instanceof StaffAccountRefused ? asMember(outcome) : { account: outcome };
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => StaffAccountType, { description: "Switches an account off; its sessions and sockets end within seconds." })
  disableStaffAccount(@Arg("staffId", () => ID, { description: "Whose." }) staffId: string, @Ctx() { caller }: Context): Promise<StaffAccount> {
    return this.access.disableStaffAccount(staffId, caller.actor);
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => StaffAccountType, { description: "Gives a role over a unit and everything below it." })
  grantRole(@Arg("input", () => GrantRoleInput) input: GrantRoleInput, @Ctx() { caller }: Context): Promise<StaffAccount> {
    return this.access.grantRole(input, caller.actor);
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => StaffAccountType, { description: "Takes a role back; it ends within seconds, on open sockets too." })
  revokeGrant(@Arg("grantId", () => ID, { description: "Which grant." }) grantId: string, @Ctx() { caller }: Context): Promise<StaffAccount> {
    return this.access.revokeGrant(grantId, caller.actor);
  }
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(private readonly access: AccessService) {}

  @FieldResolver(() => String)
  async email(@Root() viewer: StaffActor, @Ctx() { loaders }: Context): Promise<string> {
    return (await loaders.staff.load(viewer.id)).email;
  }

  @FieldResolver(() => [String])
  permissions(@Root() viewer: StaffActor): string[] {
    return PERMISSIONS.filter((permission) => isPermittedSomewhere(viewer, permission));
  }

  @FieldResolver(() => [GrantType], { description: "The roles the viewer holds." })
  grants(@Root() viewer: StaffActor): Promise<Grant[]> {
    return this.access.findGrants([viewer.id]);
  }
}

@Resolver(() => StaffAccountType)
export class StaffAccountResolver {
  constructor(private readonly access: AccessService) {}

  @FieldResolver(() => Boolean, { description: "Whether the account is switched off." })
  isDisabled(@Root() account: StaffAccount): boolean {
    return account.disabledAt !== null;
  }

  @FieldResolver(() => [GrantType], { description: "The roles the account holds in the units that the caller looks after." })
  grants(@Root() account: StaffAccount, @Ctx() { caller }: Context): Promise<Grant[]> {
    return this.access.findManagedGrants(account.id, caller.actor);
  }
}

@Resolver(() => GrantType)
export class GrantResolver {
  @FieldResolver(() => UnitType, { description: "The highest unit the role covers." })
  unit(@Root() grant: Grant, @Ctx() { loaders }: Context): Promise<Unit> {
    return loaders.units.load(grant.unitId);
  }
}
