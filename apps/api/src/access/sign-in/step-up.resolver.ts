import { ProofRefused, SecondFactorNeeded, type SignedIn, SignInThrottled, type StepUpService } from "@langnghe/domain/access";
import { Arg, Authorized, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../context.ts";
import { asMember, asOutcome } from "../../errors/outcome.ts";
import { handOut, slotOf, staffOf } from "../signed-in-staff.ts";
import { StepUpInput } from "./sign-in.inputs.ts";
import { StepUpResult } from "./sign-in.type.ts";

@Resolver()
export class StepUpResolver {
  constructor(private readonly stepUp: StepUpService) {}

  @Authorized()
  @Mutation(() => String, { description: "What the browser needs to ask the viewer for a passkey again, as JSON." })
  askForPasskeyAgain(@Ctx() context: Context): Promise<string> {
    return this.stepUp.askForPasskey(staffOf(context));
  }

  @Authorized()
  @Mutation(() => StepUpResult, { description: "Shows with a passkey that it is still the viewer; the session goes on under a new cookie." })
  async stepUpWithPasskey(
    @Arg("response", () => String, { description: "The browser's answer as JSON, as WebAuthn's AuthenticationResponse." }) response: string,
    @Ctx() context: Context,
  ): Promise<typeof StepUpResult> {
    slotOf(context);
    return prove(context, this.stepUp.withPasskey(response, staffOf(context)));
  }

  @Authorized()
  @Mutation(() => StepUpResult, { description: "Shows with password and code that it is still the viewer; the session goes on under a new cookie." })
  async stepUpWithPassword(@Arg("input", () => StepUpInput) input: StepUpInput, @Ctx() context: Context): Promise<typeof StepUpResult> {
    const { doorstep } = slotOf(context);
    return prove(context, this.stepUp.withPassword(input, staffOf(context), doorstep.browserToken));
  }
}

async function prove(context: Context, proving: Promise<SignedIn>): Promise<typeof StepUpResult> {
  const outcome = await asOutcome(proving, ProofRefused, SecondFactorNeeded, SignInThrottled);
  return outcome instanceof Error ? asMember(outcome) : handOut(context, outcome);
}
