/** type-graphql and TypeORM as their tutorials join them: classes, a resolver for each joined object, `save()`. Arguments: port, database. */
import "reflect-metadata";
import { EventEmitter, on } from "node:events";
import { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify from "fastify";
import { useServer } from "graphql-ws/use/ws";
import { Arg, buildSchema, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root, Subscription } from "type-graphql";
import { WebSocketServer } from "ws";
import { openTables, readPage } from "./tables.ts";

const [port, databaseUrl] = process.argv.slice(2);
const tables = await openTables(databaseUrl);
const bus = new EventEmitter().setMaxListeners(0);

@ObjectType()
class Named {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
}

@ObjectType()
class Opinion {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => String) status!: string;
  @Field(() => String) urgency!: string;
  @Field(() => Date) receivedAt!: Date;
}

@ObjectType()
class Item {
  @Field(() => String) cursor!: string;
  @Field(() => String) kind!: string;
  @Field(() => Opinion) opinion!: Opinion;
}

@ObjectType()
class Edge {
  @Field(() => String) cursor!: string;
  @Field(() => Opinion) node!: Opinion;
}

@ObjectType()
class PageInfo {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

@ObjectType()
class Page {
  @Field(() => [Edge]) edges!: Edge[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}

@ObjectType()
class Payload {
  @Field(() => Int) count!: number;
}

@InputType()
class SubmitOpinionInput {
  @Field(() => String) text!: string;
}

@InputType()
class SubmitOpinionsInput {
  @Field(() => String) channel!: string;
  @Field(() => [SubmitOpinionInput]) opinions!: SubmitOpinionInput[];
}

@InputType()
class OpinionFilter {
  @Field(() => [String], { nullable: true }) status?: string[];
}

@Resolver(() => Opinion)
class OpinionResolver {
  @Query(() => Page)
  opinions(
    @Arg("first", () => Int) first: number,
    @Arg("after", () => String, { nullable: true }) after: string | undefined,
    @Arg("filter", () => OpinionFilter, { nullable: true }) _filter: OpinionFilter | undefined,
  ): Promise<unknown> {
    return readPage(tables, { first, after });
  }

  @FieldResolver(() => Named)
  unit(@Root() { id }: Opinion): Promise<unknown> {
    return tables.opinions.findOne({ where: { id }, relations: { unit: true } }).then((opinion) => opinion?.unit);
  }

  @FieldResolver(() => Named)
  channel(@Root() { id }: Opinion): Promise<unknown> {
    return tables.opinions.findOne({ where: { id }, relations: { channel: true } }).then((opinion) => opinion?.channel);
  }

  @Mutation(() => Payload)
  async submitOpinion(@Arg("input", () => SubmitOpinionInput) { text }: SubmitOpinionInput): Promise<Payload> {
    const opinion = await tables.opinions.save({ text, unit: tables.unit, channel: tables.channel });
    bus.emit("received", { cursor: opinion.id, kind: "RECEIVED", opinion });
    return { count: 1 };
  }

  @Mutation(() => Payload)
  async submitOpinions(@Arg("input", () => SubmitOpinionsInput) { opinions }: SubmitOpinionsInput): Promise<Payload> {
    const saved = await tables.opinions.save(opinions.map(({ text }) => ({ text, unit: tables.unit, channel: tables.channel })));
    return { count: saved.length };
  }

  @Subscription(() => Item, { topics: "received" })
  opinionFeed(@Root() item: Item): Item {
    return item;
  }
}

const pubSub = {
  publish: (topic: string, item: unknown) => void bus.emit(topic, item),
  async *subscribe(topic: string) {
    for await (const [item] of on(bus, topic)) yield item;
  },
};
const schema = await buildSchema({ resolvers: [OpinionResolver], pubSub, validate: false });
const app = Fastify();
const apollo = new ApolloServer({ schema });
await apollo.start();
app.route({ method: ["POST"], url: "/graphql", handler: fastifyApolloHandler(apollo) });
useServer({ schema }, new WebSocketServer({ server: app.server, path: "/graphql" }));
await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
