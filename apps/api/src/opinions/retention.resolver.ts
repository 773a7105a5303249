import { OUTCOMES, type Outcome, type RetentionRule, type RetentionService } from "@langnghe/domain/opinions";
import { Arg, Authorized, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { Context } from "../context.ts";
import { publishEnum } from "../graphql-enum.ts";
import { StepUp } from "../guard/step-up.ts";
import { OrganizationType } from "../organization/organization.type.ts";

const OutcomeEnum = publishEnum("OpinionOutcome", OUTCOMES, "How a matter can end whose words are then kept for a while.");

@ObjectType("RetentionRule", { description: "How long words are kept." })
export class RetentionRuleType implements RetentionRule {
  @Field(() => OutcomeEnum, { description: "How the matter ended." })
  outcome!: Outcome;

  @Field(() => Int, { description: "Months after the last decision, 1 to 120; then the words are erased, and counts stay." })
  months!: number;
}

@InputType({ description: "Another time for matters that end in one way." })
export class SetRetentionInput {
  @Field(() => OutcomeEnum, { description: "How the matter ends." })
  outcome!: Outcome;

  @Field(() => Int, { description: "Months, 1 to 120." })
  months!: number;
}

@ObjectType({ description: "How long words are kept from now on." })
export class SetRetentionPayload {
  @Field(() => [RetentionRuleType], { description: "One rule for each way in which a matter can end." })
  retention!: RetentionRule[];
}

@Resolver(() => OrganizationType)
export class RetentionResolver {
  constructor(private readonly retention: RetentionService) {}

  @FieldResolver(() => [RetentionRuleType], { name: "retention", description: "Public: how long words are kept, by how the matter ended." })
  list(): Promise<RetentionRule[]> {
    return this.retention.list();
  }

  @Authorized("access:manage")
  @StepUp()
  @Mutation(() => SetRetentionPayload, { description: "Says how long words are kept; what is over then is erased in the next night." })
  async setRetention(
    @Arg("input", () => SetRetentionInput) { outcome, months }: SetRetentionInput,
    @Ctx() { caller }: Context,
  ): Promise<SetRetentionPayload> {
    return { retention: await this.retention.set({ outcome, months }, caller.actor) };
  }
}
