import type { Server } from "node:http";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import { createDomain, type Domain } from "@langnghe/domain";
import { Unauthenticated } from "@langnghe/domain/access";
import { createDataSource, isDatabaseAway, ReadReplicas } from "@langnghe/domain/database";
import type { Locale } from "@langnghe/domain/foundation";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { Caller, type Credentials } from "./caller.ts";
import { composeSchema } from "./compose.ts";
import { type Context, createContext, type SessionSlot } from "./context.ts";
import { credentialsOf, endedSessionCookie, localeOf, sessionCookie } from "./credentials.ts";
import { closeSpread } from "./drain.ts";
import { createApolloErrors } from "./errors/apollo-errors.ts";
import { toPublicError } from "./errors/public-error.ts";
import { statusPlugin } from "./errors/status-plugin.ts";
import { sizeRule } from "./guard/check-operation.ts";
import { LARGEST } from "./guard/limits.ts";
import { createOperationPlugin } from "./guard/operation-plugin.ts";
import { isTrustedOrigin } from "./guard/origin.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { Renderer } from "./live/renderer.ts";
import { openSocketDoor, type SocketDoor } from "./live/socket-door.ts";
import type { Settings } from "./settings.ts";

const LARGEST_BODY = 256 * 1024;
/** The live feed reads the log every second. */
const LOG_SILENT_MS = 5_000;

export interface ApiServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the api: one port, two doors (HTTP and socket) with the same schema, limits and errors. */
export async function startServer(settings: Settings, logger: Logger, moreResolvers: readonly object[] = []): Promise<ApiServer> {
  const opened: (() => unknown)[] = [];
  try {
    return await open(settings, { logger, moreResolvers, opened });
  } catch (error) {
    // A start that fails half-way leaves nothing open: it is tried again, and again.
    await closeAll(opened).catch(() => undefined);
    throw error;
  }
}

/** What was opened is closed in the opposite order, each though one before it failed. */
async function closeAll(opened: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = opened.pop(); close; close = opened.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Not everything could be closed");
}

interface Opening {
  readonly logger: Logger;
  readonly moreResolvers: readonly object[];
  readonly opened: (() => unknown)[];
}

async function open(settings: Settings, { logger, moreResolvers, opened }: Opening): Promise<ApiServer> {
  const domain = await openDomain(settings, opened);
  const live = await LiveFeed.start(domain.events, logger);
  opened.push(() => live.stop());
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
  opened.push(() => apollo.stop());

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
  addProbes(app, async () => {
    if (domain.events.silentMs > LOG_SILENT_MS) throw new Error("The log cannot be read");
    await domain.dataSource.query("SELECT 1");
  });
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
  // Both at once: the http server waits for the sockets, which the door closes, while it takes nothing new.
  opened.push(() => Promise.all([app.close(), closeDoor(socketDoor, settings.drainMs ?? 0)]));
  const address = await app.listen({ host: settings.host, port: settings.port });
  return { address, close: () => closeAll(opened) };
}

async function openDomain(settings: Settings, opened: (() => unknown)[]): Promise<Domain> {
  const { databaseUrl, directUrl = databaseUrl, readUrls = [], natsUrl, poolSize } = settings;
  const dataSource = await createDataSource({ url: databaseUrl, poolSize, applicationName: "langnghe api" }).initialize();
  opened.push(() => dataSource.destroy());
  const replicas = new ReadReplicas(
    dataSource,
    readUrls.map((url) => ({ url, poolSize, applicationName: "langnghe api reads" })),
  );
  const domain = await createDomain({ dataSource, databaseUrl: directUrl, natsUrl, replicas });
  opened.push(() => domain.close());
  return domain;
}

/** A door that names its sockets has them closed one after the other. */
type DrainableDoor = SocketDoor & { readonly sockets?: Iterable<WebSocket> };

async function closeDoor(door: DrainableDoor, spreadMs: number): Promise<void> {
  await closeSpread(door.sockets ?? [], spreadMs);
  await door.close();
}

/** /healthz: the process answers. /readyz: so does its database, the log is read, and the process does not end. */
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
