import {
  type HandedOver,
  InvitationEnded,
  type InvitationService,
  type Invited,
  type LeavingService,
  StaffAccountRefused,
} from "@langnghe/domain/access";
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../context.ts";
import { asMember, asOutcome } from "../../errors/outcome.ts";
import { StepUp } from "../../guard/step-up.ts";
import { handOut, slotOf } from "../signed-in-staff.ts";
import {
  AcceptInvitationInput,
  AcceptInvitationResult,
  HandedOverType,
  HandOverInput,
  InviteStaffInput,
  InviteStaffResult,
  OpenInvitationResult,
  StaffInvitedType,
} from "./invitation.type.ts";

@Resolver()
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitationService,
    private readonly leaving: LeavingService,
  ) {}

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => InviteStaffResult, { description: "Makes an account without any role, and the link by which its owner sets it up." })
  async inviteStaff(@Arg("input", () => InviteStaffInput) input: InviteStaffInput, @Ctx() { caller }: Context): Promise<typeof InviteStaffResult> {
    const outcome = await asOutcome(this.invitations.invite(input, caller.actor), StaffAccountRefused);
    return outcome instanceof StaffAccountRefused ? asMember(outcome) : outcome;
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => StaffInvitedType, {
    description: "For a colleague who has lost what they sign in with: it is thrown away, their sessions end, and a link lets them begin anew.",
  })
  resetFactors(@Arg("staffId", () => ID, { description: "Whose." }) staffId: string, @Ctx() { caller }: Context): Promise<Invited> {
    return this.invitations.reset(staffId, caller.actor);
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => HandedOverType, {
    description: "Somebody leaves: sessions, keys and roles end, the account is switched off, and their claims go to a colleague, in one step.",
  })
  handOverStaff(@Arg("input", () => HandOverInput) input: HandOverInput, @Ctx() { caller }: Context): Promise<HandedOver> {
    return this.leaving.handOver(input, caller.actor);
  }

  @Mutation(() => OpenInvitationResult, { description: "Whose link this is; nothing changes by asking." })
  async openInvitation(@Arg("token", () => String, { description: "The link's secret." }) token: string): Promise<typeof OpenInvitationResult> {
    const outcome = await asOutcome(this.invitations.find(token), InvitationEnded);
    return outcome instanceof InvitationEnded ? asMember(outcome) : outcome;
  }

  @Mutation(() => AcceptInvitationResult, { description: "Takes a link up and opens a session; its cookie comes with the answer." })
  async acceptInvitation(
    @Arg("input", () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: Context,
  ): Promise<typeof AcceptInvitationResult> {
    const { doorstep } = slotOf(context);
    const outcome = await asOutcome(this.invitations.accept(input, doorstep), InvitationEnded, StaffAccountRefused);
    return outcome instanceof Error ? asMember(outcome) : handOut(context, outcome);
  }
}
