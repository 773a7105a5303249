import { Field, InputType } from "type-graphql";

@InputType({ description: "How a member of staff signs in without a passkey." })
export class SignInInput {
  @Field(() => String, { description: "E-mail address, in any case." })
  email!: string;

  @Field(() => String, { description: "The password." })
  password!: string;

  @Field(() => String, { nullable: true, description: "Six digits of the authenticator app, or a recovery code, where the account has them." })
  code?: string;
}

@InputType({ description: "Showing again that it is still you, without a passkey." })
export class StepUpInput {
  @Field(() => String, { description: "The password." })
  password!: string;

  @Field(() => String, { nullable: true, description: "Six digits of the authenticator app, or a recovery code, where the account has them." })
  code?: string;
}
