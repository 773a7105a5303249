import type { FactorService, Factors, Passkey, SessionService, StaffSession } from "@langnghe/domain/access";
import type { StaffActor } from "@langnghe/domain/foundation";
import { Arg, Authorized, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../context.ts";
import { StepUp } from "../../guard/step-up.ts";
import { DateTime } from "../../scalars.ts";
import { ViewerType } from "../access.type.ts";
import { SignedInType } from "../sign-in/sign-in.type.ts";
import { handOut, slotOf, staffOf } from "../signed-in-staff.ts";
import { FactorsType, PasskeyType, StaffSessionType, TotpConfirmedType, TotpOfferType } from "./account.type.ts";

const HOUR_MS = 60 * 60 * 1000;
/** So long somebody is told that an administrator's link replaced what they sign in with. */
const TOLD_FOR_MS = 30 * 24 * HOUR_MS;

@InputType({ description: "A passkey that the browser has made." })
export class AddPasskeyInput {
  @Field(() => String, { description: "The browser's answer as JSON, as WebAuthn's RegistrationResponse." })
  response!: string;

  @Field(() => String, { description: "What the viewer calls it; 1 to 60 characters." })
  name!: string;
}

/** A person's own account: what they sign in with, and where they are signed in. */
@Resolver()
export class AccountResolver {
  constructor(
    private readonly factors: FactorService,
    private readonly sessions: SessionService,
  ) {}

  @Authorized()
  @Query(() => [StaffSessionType], { description: "Where the viewer is signed in, the session used last first." })
  staffSessions(@Ctx() context: Context): Promise<StaffSession[]> {
    return this.sessions.list(staffOf(context));
  }

  @Authorized()
  @Mutation(() => Boolean, { description: "Ends one of the viewer's own sessions; its sockets are closed within seconds." })
  async endSession(@Arg("id", () => ID, { description: "Which session." }) id: string, @Ctx() context: Context): Promise<boolean> {
    await this.sessions.end(id, staffOf(context));
    return true;
  }

  @Authorized()
  @Mutation(() => Int, { description: "Ends every session of the viewer but this one. Returns how many." })
  endOtherSessions(@Ctx() context: Context): Promise<number> {
    return this.sessions.endOthers(staffOf(context));
  }

  @Authorized()
  @StepUp()
  @Mutation(() => String, { description: "What the browser needs to make a passkey: JSON, as WebAuthn's PublicKeyCredentialCreationOptions." })
  offerPasskey(@Ctx() context: Context): Promise<string> {
    return this.factors.offerPasskey(staffOf(context));
  }

  @Authorized()
  @StepUp()
  @Mutation(() => SignedInType, { description: "Keeps a passkey; the session goes on under a new cookie." })
  async addPasskey(@Arg("input", () => AddPasskeyInput) input: AddPasskeyInput, @Ctx() context: Context): Promise<SignedInType> {
    slotOf(context);
    return handOut(context, await this.factors.addPasskey(input, staffOf(context)));
  }

  @Authorized()
  @StepUp()
  @Mutation(() => ViewerType, { description: "Takes a passkey away; never the last way to confirm who the viewer is." })
  async removePasskey(@Arg("id", () => ID, { description: "Which passkey." }) id: string, @Ctx() context: Context): Promise<StaffActor> {
    await this.factors.removePasskey(id, staffOf(context));
    return staffOf(context);
  }

  @Authorized()
  @StepUp()
  @Mutation(() => TotpOfferType, { description: "Draws a secret for an authenticator app." })
  beginTotp(@Ctx() context: Context): Promise<TotpOfferType> {
    return this.factors.beginTotp(staffOf(context));
  }

  @Authorized()
  @StepUp()
  @Mutation(() => TotpConfirmedType, {
    description: "Sets the authenticator app up with a first code of it; the session goes on under a new cookie.",
  })
  async confirmTotp(@Arg("code", () => String, { description: "Six digits." }) code: string, @Ctx() context: Context): Promise<TotpConfirmedType> {
    slotOf(context);
    const { recoveryCodes, ...signedIn } = await this.factors.confirmTotp(code, staffOf(context));
    return { ...handOut<{ viewer: ViewerType }>(context, signedIn), recoveryCodes: [...recoveryCodes] };
  }

  @Authorized()
  @StepUp()
  @Mutation(() => ViewerType, { description: "Takes the authenticator app away; never the last way to confirm who the viewer is." })
  async removeTotp(@Ctx() context: Context): Promise<StaffActor> {
    await this.factors.removeTotp(staffOf(context));
    return staffOf(context);
  }

  @Authorized()
  @StepUp()
  @Mutation(() => [String], { description: "Ten new recovery codes in place of the earlier ones. They cannot be shown again." })
  drawRecoveryCodes(@Ctx() context: Context): Promise<string[]> {
    return this.factors.drawRecoveryCodes(staffOf(context));
  }

  @Authorized()
  @StepUp()
  @Mutation(() => ViewerType, { description: "Sets the viewer's password." })
  async changePassword(
    @Arg("password", () => String, { description: "12 characters or more." }) password: string,
    @Ctx() context: Context,
  ): Promise<StaffActor> {
    await this.factors.changePassword(password, staffOf(context));
    return staffOf(context);
  }
}

@Resolver(() => ViewerType)
export class ViewerFactorsResolver {
  constructor(private readonly service: FactorService) {}

  @FieldResolver(() => FactorsType, { description: "What the viewer can sign in with." })
  factors(@Root() viewer: StaffActor): Promise<Factors> {
    return this.service.count(viewer);
  }

  @FieldResolver(() => [PasskeyType], { description: "The viewer's passkeys, the oldest first." })
  passkeys(@Root() viewer: StaffActor): Promise<Passkey[]> {
    return this.service.listPasskeys(viewer);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "When an administrator last had the viewer begin anew; told for a month, then null.",
  })
  async factorsResetAt(@Root() viewer: StaffActor, @Ctx() { loaders }: Context): Promise<Date | null> {
    const { factorsResetAt } = await loaders.staff.load(viewer.id);
    return factorsResetAt && viewer.provedAt.getTime() - factorsResetAt.getTime() < TOLD_FOR_MS ? factorsResetAt : null;
  }
}

@Resolver(() => StaffSessionType)
export class StaffSessionResolver {
  @FieldResolver(() => DateTime, { description: "When it was last used, to the hour." })
  lastUsedAt(@Root() { lastUsedAt }: StaffSession): Date {
    return new Date(Math.floor(lastUsedAt.getTime() / HOUR_MS) * HOUR_MS);
  }

  @FieldResolver(() => Boolean, { description: "Whether this is the session that asks." })
  isCurrent(@Root() { id }: StaffSession, @Ctx() context: Context): boolean {
    return staffOf(context).sessionId === id;
  }
}
