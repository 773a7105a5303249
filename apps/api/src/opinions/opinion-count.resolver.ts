import type { OpinionCountService, OpinionTally } from "@langnghe/domain/opinions";
import { Arg, Authorized, Ctx, Int, Query, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../context.ts";
import { OpinionFilterInput, toOpinionFilter } from "./opinion.inputs.ts";
import { watchCounts } from "./watch-counts.ts";

const FILTERS = "1 to 50, each as for `opinions`.";
const ORDER = "In the order of the filters; null for a filter with words or a period, which only the list itself can tell.";

@Resolver()
export class OpinionCountResolver {
  constructor(private readonly counts: OpinionCountService) {}

  @Authorized("opinion:read")
  @Query(() => [Int], { nullable: "items", description: `How many opinions of the caller's units pass each filter at this moment. ${ORDER}` })
  async opinionCounts(
    @Arg("filters", () => [OpinionFilterInput], { description: FILTERS }) filters: OpinionFilterInput[],
    @Ctx() { caller }: Context,
  ): Promise<OpinionTally["counts"]> {
    return (await this.counts.count(filters.map(toOpinionFilter), caller.actor)).counts;
  }

  @Authorized("opinion:read")
  @Subscription(() => [Int], {
    name: "opinionCounts",
    nullable: "items",
    description: `The same counts, live: all of them at once, and again whenever one has changed, at most a few times a second. ${ORDER}`,
    subscribe: ({ args, context }) => {
      const { filters } = args as { filters: OpinionFilterInput[] };
      const { caller, services } = context as Context;
      return watchCounts(services, { filters: filters.map(toOpinionFilter), caller });
    },
  })
  watchedCounts(
    @Root() counts: OpinionTally["counts"],
    @Arg("filters", () => [OpinionFilterInput], { description: FILTERS }) _filters: OpinionFilterInput[],
  ): OpinionTally["counts"] {
    return counts;
  }
}
