import type { Locale } from "@langnghe/domain/foundation";
import type { Channel, Organization, OrganizationService, Topic, Unit } from "@langnghe/domain/organization";
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.ts";
import { ChannelType, LocaleEnum, OrganizationType, TopicType, UnitType } from "./organization.type.ts";

@Resolver()
export class OrganizationResolver {
  constructor(private readonly organizations: OrganizationService) {}

  @Query(() => OrganizationType, { description: "Public: the union this installation serves." })
  organization(): Promise<Organization> {
    return this.organizations.read();
  }

  @Query(() => [UnitType], { description: "Public: the units in reading order; the public is given those a sender may choose." })
  async units(@Ctx() { caller }: Context): Promise<Unit[]> {
    const units = (await this.organizations.listUnits()).map(({ unit }) => unit);
    return caller.actor.kind === "anonymous" ? units.filter(({ isChoosable }) => isChoosable) : units;
  }

  @Query(() => [TopicType], { description: "Public: what matters can be about, in the organization's order." })
  topics(): Promise<Topic[]> {
    return this.organizations.listTopics();
  }

  @Query(() => [ChannelType], { description: "Public: the union's channels." })
  channels(): Promise<Channel[]> {
    return this.organizations.listChannels();
  }
}

@Resolver(() => TopicType)
export class TopicResolver {
  @FieldResolver(() => String, { description: "The name in the given language, or in the reader's." })
  name(
    @Root() topic: Topic,
    @Arg("locale", () => LocaleEnum, { nullable: true, description: "The reader's own when left out." }) locale: Locale | null,
    @Ctx() { caller }: Context,
  ): string {
    return (locale ?? caller.locale) === "EN" ? topic.nameEn : topic.nameVi;
  }
}

@Resolver(() => UnitType)
export class UnitResolver {
  @FieldResolver(() => Int, { description: "Levels below the organization, which is 0." })
  async depth(@Root() unit: Unit, @Ctx() { loaders }: Context): Promise<number> {
    let depth = 0;
    for (let { parentId } = unit; parentId !== null; depth += 1) ({ parentId } = await loaders.units.load(parentId));
    return depth;
  }
}
