/** The tutorial: Apollo Server, an execution for each subscriber, `save()` for each row. Arguments: port, database. */
import "reflect-metadata";
import { EventEmitter, on } from "node:events";
import { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import { makeExecutableSchema } from "@graphql-tools/schema";
import Fastify from "fastify";
import { useServer } from "graphql-ws/use/ws";
import { DataSource, EntitySchema } from "typeorm";
import { WebSocketServer } from "ws";

interface Row {
  id: string;
  text: string;
  status: string;
  urgency: string;
  receivedAt: Date;
}

const [port, databaseUrl] = process.argv.slice(2);
const OpinionRow = new EntitySchema<Row>({
  name: "opinion",
  columns: {
    id: { type: "uuid", primary: true, generated: "uuid" },
    text: { type: "text" },
    status: { type: "text", default: "RECEIVED" },
    urgency: { type: "text", default: "ROUTINE" },
    receivedAt: { type: "timestamptz", createDate: true },
  },
});
const dataSource = await new DataSource({
  type: "postgres",
  url: databaseUrl ?? "",
  entities: [OpinionRow],
  synchronize: true,
  poolSize: 10,
}).initialize();
const rows = dataSource.getRepository(OpinionRow);
const bus = new EventEmitter().setMaxListeners(0);

const schema = makeExecutableSchema({
  typeDefs: `
    type Opinion { id: ID! text: String! status: String! urgency: String! receivedAt: String! }
    type Item { cursor: String! kind: String! opinion: Opinion! }
    type Edge { node: Opinion! }
    type Page { edges: [Edge!]! }
    type Payload { receipt: String! }
    input SubmitOpinionInput { text: String! }
    input OpinionFilter { status: [String!] }
    type Query { opinions(filter: OpinionFilter, first: Int): Page! }
    type Mutation { submitOpinion(input: SubmitOpinionInput!): Payload! }
    type Subscription { opinionFeed: Item! }`,
  resolvers: {
    Opinion: { receivedAt: ({ receivedAt }: Row) => receivedAt.toISOString() },
    Query: {
      opinions: async (_root: unknown, { first }: { first: number }) => ({
        edges: (await rows.find({ where: { status: "RECEIVED" }, order: { receivedAt: "DESC" }, take: first })).map((node) => ({ node })),
      }),
    },
    Mutation: {
      submitOpinion: async (_root: unknown, { input }: { input: { text: string } }) => {
        const opinion = await rows.save({ text: input.text });
        bus.emit("received", { cursor: opinion.id, kind: "RECEIVED", opinion });
        return { receipt: "none" };
      },
    },
    Subscription: {
      opinionFeed: {
        async *subscribe() {
          for await (const [item] of on(bus, "received")) yield { opinionFeed: item };
        },
      },
    },
  },
});

const app = Fastify();
const apollo = new ApolloServer({ schema });
await apollo.start();
app.route({ method: ["POST"], url: "/graphql", handler: fastifyApolloHandler(apollo) });
useServer({ schema }, new WebSocketServer({ server: app.server, path: "/graphql" }));
await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
