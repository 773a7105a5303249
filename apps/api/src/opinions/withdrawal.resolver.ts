import type { WithdrawalService } from "@langnghe/domain/opinions";
import { Arg, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";

@InputType({ description: "The opinion of a receipt, to be taken back." })
export class WithdrawOpinionInput {
  @Field(() => String, { description: "The words of the receipt, with or without diacritics." })
  receipt!: string;
}

@ObjectType({ description: "What became of it." })
export class WithdrawOpinionPayload {
  @Field(() => Boolean, { description: "True when it is withdrawn now, or was before; false when no opinion has this receipt." })
  isWithdrawn!: boolean;
}

@Resolver()
export class WithdrawalResolver {
  constructor(private readonly withdrawals: WithdrawalService) {}

  @Mutation(() => WithdrawOpinionPayload, {
    description: "Public: the sender takes an opinion back. Its words are erased at once and for good, and it leaves every queue.",
  })
  async withdrawOpinion(@Arg("input", () => WithdrawOpinionInput) { receipt }: WithdrawOpinionInput): Promise<WithdrawOpinionPayload> {
    return { isWithdrawn: await this.withdrawals.withdraw(receipt) };
  }
}
