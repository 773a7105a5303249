/** The tutorial: Apollo Server with graphql-ws, an execution for each subscriber, `save()` for each row. Arguments: port, database. */
import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import { makeExecutableSchema } from "@graphql-tools/schema";
import Fastify from "fastify";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { createResolvers } from "./resolvers.ts";
import { SDL } from "./schema.ts";
import { openTables } from "./tables.ts";

const [port, databaseUrl] = process.argv.slice(2);
const schema = makeExecutableSchema({ typeDefs: SDL, resolvers: createResolvers(await openTables(databaseUrl)) });
const app = Fastify();
const apollo = new ApolloServer({ schema });
await apollo.start();
app.route({ method: ["POST"], url: "/graphql", handler: fastifyApolloHandler(apollo) });
useServer({ schema }, new WebSocketServer({ server: app.server, path: "/graphql" }));
await app.listen({ host: "127.0.0.1", port: Number(port) });
console.log("ready");
