import type { InsightService, Release } from "@langnghe/domain/insight";
import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { ReleaseCellType, ReleaseType, toReleaseCell } from "./release.type.ts";

@Resolver(() => ReleaseType)
export class ReleaseResolver {
  constructor(private readonly insight: InsightService) {}

  @Authorized("insight:read")
  @Query(() => [ReleaseType], { description: "All releases of figures, the latest first." })
  releases(@Ctx() { caller }: Context): Promise<Release[]> {
    return this.insight.list(caller.actor);
  }

  @Authorized("insight:read")
  @Query(() => ReleaseType, { nullable: true, description: "One release; null when there is none of this number." })
  release(@Arg("id", () => Int, { description: "Its number." }) id: number, @Ctx() { caller }: Context): Promise<Release | null> {
    return this.insight.find(id, caller.actor);
  }

  @FieldResolver(() => [ReleaseCellType], { description: "Every figure of the release." })
  async cells(@Root() release: Release, @Ctx() { caller }: Context): Promise<ReleaseCellType[]> {
    return (await this.insight.cellsOf(release, caller.actor)).map(toReleaseCell);
  }
}
