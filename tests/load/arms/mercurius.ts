/** mercurius with its own subscriptions, compiled queries on. Arguments: port, database. */
import "reflect-metadata";
import Fastify from "fastify";
import mercurius, { type IResolvers, type PubSub } from "mercurius";
import { createResolvers } from "./resolvers.ts";
import { SDL } from "./schema.ts";
import { openTables } from "./tables.ts";

const [port, databaseUrl] = process.argv.slice(2);
const tables = await openTables(databaseUrl);
const app = Fastify();
const { Subscription: _own, Mutation, ...resolvers } = createResolvers(tables);
const TOPIC = "received";
await app.register(mercurius, {
  schema: SDL,
  jit: 1,
  subscription: true,
  resolvers: {
    ...resolvers,
    Mutation: {
      ...Mutation,
      async submitOpinion(_root: unknown, { input }: { input: { text: string } }, { pubsub }: { pubsub: PubSub }) {
        const opinion = await tables.opinions.save({ text: input.text, unit: tables.unit, channel: tables.channel });
        await pubsub.publish({ topic: TOPIC, payload: { opinionFeed: { cursor: opinion.id, kind: "RECEIVED", opinion } } });
        return { receipt: "none" };
      },
    },
    Subscription: { opinionFeed: { subscribe: (_root: unknown, _args: unknown, { pubsub }: { pubsub: PubSub }) => pubsub.subscribe(TOPIC) } },
  } as unknown as IResolvers,
});
await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
