import { type AccessService, type Entered, SecondFactorNeeded, SignInRefused, type SignInService, SignInThrottled } from "@langnghe/domain/access";
import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Context } from "../../context.ts";
import { asMember, asOutcome } from "../../errors/outcome.ts";
import { handOut, slotOf } from "../signed-in-staff.ts";
import { SignInInput } from "./sign-in.inputs.ts";
import { SignInResult, SignInWaysType } from "./sign-in.type.ts";

@Resolver()
export class SignInResolver {
  constructor(
    private readonly access: AccessService,
    private readonly door: SignInService,
    private readonly ways: SignInWaysType,
  ) {}

  @Query(() => SignInWaysType, { description: "How one signs in to this installation." })
  signInWays(): SignInWaysType {
    return this.ways;
  }

  @Mutation(() => SignInResult, { description: "Opens a session for a member of staff; its cookie comes with the answer." })
  async signIn(@Arg("input", () => SignInInput) input: SignInInput, @Ctx() context: Context): Promise<typeof SignInResult> {
    const { doorstep } = slotOf(context);
    return enter(context, this.access.signIn(input, doorstep));
  }

  @Mutation(() => String, { description: "What the browser needs to ask for a passkey: JSON, as WebAuthn's PublicKeyCredentialRequestOptions." })
  askForPasskey(): Promise<string> {
    return this.door.askForPasskey();
  }

  @Mutation(() => SignInResult, { description: "Opens a session with a passkey; its cookie comes with the answer." })
  async signInWithPasskey(
    @Arg("response", () => String, { description: "The browser's answer as JSON, as WebAuthn's AuthenticationResponse." }) response: string,
    @Ctx() context: Context,
  ): Promise<typeof SignInResult> {
    const { doorstep } = slotOf(context);
    return enter(context, this.door.withPasskey(response, doorstep));
  }
}

async function enter(context: Context, entering: Promise<Entered>): Promise<typeof SignInResult> {
  const outcome = await asOutcome(entering, SignInRefused, SecondFactorNeeded, SignInThrottled);
  return outcome instanceof Error ? asMember(outcome) : handOut(context, outcome);
}
