import type { Server } from "node:http";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import { createDomain } from "@langnghe/domain";
import { Unauthenticated } from "@langnghe/domain/access";
import { createDataSource, isDatabaseAway } from "@langnghe/domain/database";
import type { Locale } from "@langnghe/domain/foundation";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { Caller, type Credentials } from "./caller.ts";
import { composeSchema } from "./compose.ts";
import { type Context, createContext, type SessionSlot } from "./context.ts";
import { credentialsOf, endedSessionCookie, localeOf, sessionCookie } from "./credentials.ts";
import { createApolloErrors } from "./errors/apollo-errors.ts";
import { toPublicError } from "./errors/public-error.ts";
import { statusPlugin } from "./errors/status-plugin.ts";
import { sizeRule } from "./guard/check-operation.ts";
import { LARGEST } from "./guard/limits.ts";
import { createOperationPlugin } from "./guard/operation-plugin.ts";
import { isTrustedOrigin } from "./guard/origin.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { Renderer } from "./live/renderer.ts";
import { openSocketDoor } from "./live/socket-door.ts";
import type { Settings } from "./settings.ts";

const LARGEST_BODY = 256 * 1024;

export interface ApiServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the api: one port, two doors (HTTP and socket) with the same schema, limits and errors. */
export async function startServer(settings: Settings, logger: Logger, moreResolvers: readonly object[] = []): Promise<ApiServer> {
  const dataSource = await createDataSource({ url: settings.databaseUrl, poolSize: settings.poolSize, applicationName: "langnghe api" }).initialize();
  const domain = await createDomain({ dataSource, databaseUrl: settings.databaseUrl });
  const live = await LiveFeed.start(domain.events, logger);
  const schema = await composeSchema(domain, moreResolvers);
  const parts = { domain, live };

  // Fastify's own request log is off: an address or a path beside a time would be a trace of a sender.
  const app = Fastify({ logger: false, bodyLimit: LARGEST_BODY, trustProxy: false });
  const apolloErrors = createApolloErrors(logger);
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    // main.ts stops everything in order; Apollo's own handler would stop it half-way, and then wait for us for ever.
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    validationRules: [sizeRule],
    parseOptions: { maxTokens: LARGEST.tokens },
    formatError: apolloErrors.formatError,
    plugins: [
      createOperationPlugin(schema),
      apolloErrors.plugin,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      statusPlugin,
    ],
  });
  await apollo.start();

  await app.register(cors, {
    origin: [...settings.origins],
    credentials: true,
    methods: ["GET", "POST"],
    allowedHeaders: ["content-type", "authorization"],
    maxAge: 600,
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    if (!isTrustedOrigin(request.headers.origin, settings.origins))
      await reply.code(403).send({ errors: [{ message: "This origin may not call.", extensions: { code: "FORBIDDEN" } }] });
  });
  addProbes(app, async () => void (await dataSource.query("SELECT 1")));
  app.route({
    method: ["GET", "POST", "OPTIONS"],
    url: "/graphql",
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const locale = localeOf(request.headers);
        const credentials = credentialsOf(request.headers);
        const caller = await authenticateRequest((shown) => Caller.authenticate(domain.access, shown, locale), {
          reply,
          locale,
          logger,
          credentials,
        });
        return createContext(parts, { caller, sessionSlot: sessionSlotOf(reply), isLongLived: false });
      },
    }),
  });
  const hub = live.openHub({ opinions: domain.opinions, renderer: new Renderer({ schema, parts, logger }) });
  const { origins, socketsPerCaller } = settings;
  const socketDoor = openSocketDoor(app.server as Server, { ...parts, schema, hub, origins, logger, socketsPerCaller });
  const address = await app.listen({ host: settings.host, port: settings.port });
  return {
    address,
    async close() {
      live.stop();
      await socketDoor.close();
      await app.close();
      await apollo.stop();
      await domain.close();
      await dataSource.destroy();
    },
  };
}

/** /healthz: the process answers. /readyz: so does its database. */
function addProbes(app: FastifyInstance, ask: () => Promise<void>): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await ask();
      return { status: "ready" };
    } catch {
      return reply.code(503).header("retry-after", "2").send({ status: "database away" });
    }
  });
}

/** Apollo turns an error thrown here into its answer; the status goes with it. */
async function authenticateRequest(
  authenticate: (credentials: Credentials) => Promise<Caller>,
  { reply, locale, logger, credentials }: { reply: FastifyReply; locale: Locale; logger: Logger; credentials: Credentials },
): Promise<Caller> {
  try {
    return await authenticate(credentials);
  } catch (error) {
    if (credentials.kind === "session" && error instanceof Unauthenticated) {
      // An ended session is nobody in particular: what is public stays readable, and signing in works.
      reply.header("set-cookie", endedSessionCookie());
      return authenticate({ kind: "none" });
    }
    const { message, extensions } = toPublicError(error, { locale, isAnonymous: true, log: logger });
    const status = isDatabaseAway(error) ? 503 : extensions?.code === "UNAUTHENTICATED" ? 401 : 500;
    if (status === 503) reply.header("retry-after", "2");
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
  }
}

function sessionSlotOf(reply: FastifyReply): SessionSlot {
  return {
    put: (token) => void reply.header("set-cookie", sessionCookie(token)),
    clear: () => void reply.header("set-cookie", endedSessionCookie()),
  };
}
