import { ProofRefused, SecondFactorNeeded, SignInRefused, SignInThrottled } from "@langnghe/domain/access";
import { createUnionType, Field, ObjectType } from "type-graphql";
import { errorBehind } from "../../errors/outcome.ts";
import { WithMessage } from "../../errors/with-message.type.ts";
import { ViewerType } from "../access.type.ts";

@ObjectType("SignedIn", { description: "The session is open; its cookie came with this answer." })
export class SignedInType {
  @Field(() => ViewerType, { description: "Who has signed in." })
  viewer!: ViewerType;
}

@ObjectType("SignInRefused", { description: "E-mail, password, code or passkey is wrong; which of them is not told." })
export class SignInRefusedType extends WithMessage {}

@ObjectType("SignInThrottled", { description: "Too many wrong tries: wait, or use a passkey." })
export class SignInThrottledType extends WithMessage {}

@ObjectType("SecondFactorNeeded", { description: "The password was right, and does not suffice for this account." })
export class SecondFactorNeededType extends WithMessage {
  @Field(() => Boolean, { description: "Whether a code of the app or from paper will do; otherwise a passkey is needed." })
  takesCode!: boolean;
}

@ObjectType("ProofRefused", { description: "Who is signed in could not show again that it is them." })
export class ProofRefusedType extends WithMessage {}

function memberOf(value: object) {
  const error = errorBehind(value);
  if (error instanceof SecondFactorNeeded) return SecondFactorNeededType;
  if (error instanceof SignInThrottled) return SignInThrottledType;
  if (error instanceof ProofRefused) return ProofRefusedType;
  return error instanceof SignInRefused ? SignInRefusedType : SignedInType;
}

export const SignInResult = createUnionType({
  name: "SignInResult",
  description: "A session, or why not.",
  types: () => [SignedInType, SignInRefusedType, SecondFactorNeededType, SignInThrottledType] as const,
  resolveType: memberOf as (value: object) => typeof SignedInType,
});

export const StepUpResult = createUnionType({
  name: "StepUpResult",
  description: "The session under a new token, or why not.",
  types: () => [SignedInType, ProofRefusedType, SecondFactorNeededType, SignInThrottledType] as const,
  resolveType: memberOf as (value: object) => typeof SignedInType,
});

@ObjectType("SignInWays", { description: "Which doors this installation has beside the password." })
export class SignInWaysType {
  @Field(() => String, { description: "The address at which passkeys work; a browser offers them nowhere else." })
  passkeyOrigin!: string;

  @Field(() => String, { nullable: true, description: "What the identity provider is called; null where there is none." })
  identityProvider!: string | null;
}
