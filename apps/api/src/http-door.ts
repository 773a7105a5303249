import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import { type ApiClientService, Unauthenticated } from "@langnghe/domain/access";
import { isDatabaseAway } from "@langnghe/domain/database";
import type { Locale } from "@langnghe/domain/foundation";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { GraphQLError, type GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { findKeyInUrl, keyInUrlAnswer, noteExposedKey } from "./access/key-in-url.ts";
import type { UsageMeter } from "./access/usage-meter.ts";
import { Caller, type Credentials } from "./caller.ts";
import { type Context, createContext, type SessionSlot } from "./context.ts";
import { browserCookie, credentialsOf, doorstepOf, endedSessionCookie, localeOf, sessionCookie } from "./credentials.ts";
import { createApolloErrors } from "./errors/apollo-errors.ts";
import { toPublicError } from "./errors/public-error.ts";
import { statusPlugin } from "./errors/status-plugin.ts";
import { clientAddress } from "./guard/address.ts";
import { sizeRule } from "./guard/check-operation.ts";
import { LARGEST } from "./guard/limits.ts";
import { createOperationPlugin } from "./guard/operation-plugin.ts";
import { isTrustedOrigin } from "./guard/origin.ts";
import { addSecurityHeaders, requestIdOf } from "./guard/security-headers.ts";
import { steadyAnswers } from "./guard/steady-answers.ts";

const LARGEST_BODY = 256 * 1024;
/** The live feed reads the log every second. */
const LOG_SILENT_MS = 5_000;

type Parts = Parameters<typeof createContext>[0];

interface DoorParts extends Parts {
  readonly schema: GraphQLSchema;
  readonly origins: ReadonlySet<string>;
  readonly logger: Logger;
  readonly meter: UsageMeter;
  readonly trustedProxyHops: number;
}

export interface HttpDoor {
  /** Not listening yet: the socket door stands at the same port. */
  readonly app: FastifyInstance;
  readonly apollo: ApolloServer<Context>;
}

/** The first door: `/graphql` over HTTP, and the probes. */
export async function makeHttpDoor({ schema, origins, logger, meter, trustedProxyHops, ...parts }: DoorParts): Promise<HttpDoor> {
  // Fastify's own request log is off: an address or a path beside a time would be a trace of a sender.
  const app = Fastify({ logger: false, bodyLimit: LARGEST_BODY, trustProxy: false, genReqId: requestIdOf });
  const apollo = createApollo({ app, schema, logger, meter });
  await apollo.start();
  addSecurityHeaders(app);
  await keepStrangersOut(app, origins);
  keepKeysOutOfUrls(app, { clients: parts.domain.apiClients, meter });
  addProbes(app, async () => {
    if (parts.domain.events.silentMs > LOG_SILENT_MS) throw new Error("The log cannot be read");
    await parts.domain.dataSource.query("SELECT 1");
  });
  app.route({
    method: ["GET", "POST", "OPTIONS"],
    url: "/graphql",
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const locale = localeOf(request.headers);
        const credentials = credentialsOf(request.headers, () => clientAddress(request.raw, trustedProxyHops));
        const authenticate = (shown: Credentials) => Caller.authenticate(parts.domain, shown, locale);
        const caller = await authenticateRequest(authenticate, { reply, locale, logger, meter, credentials });
        return createContext(parts, { caller, sessionSlot: sessionSlotOf(request, reply), isLongLived: false });
      },
    }),
  });
  return { app, apollo };
}

interface ApolloParts extends Pick<DoorParts, "schema" | "logger" | "meter"> {
  readonly app: FastifyInstance;
}

function createApollo({ app, schema, logger, meter }: ApolloParts): ApolloServer<Context> {
  const errors = createApolloErrors(logger);
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    // main.ts stops everything in order; Apollo's own handler would stop it half-way, and then wait for us for ever.
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    validationRules: [sizeRule],
    parseOptions: { maxTokens: LARGEST.tokens },
    formatError: errors.formatError,
    plugins: [
      createOperationPlugin(schema, meter),
      errors.plugin,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      statusPlugin,
      steadyAnswers,
    ],
  });
}

/** Nothing is answered to pages of foreign origins. */
async function keepStrangersOut(app: FastifyInstance, origins: ReadonlySet<string>): Promise<void> {
  await app.register(cors, {
    origin: [...origins],
    credentials: true,
    methods: ["GET", "POST"],
    allowedHeaders: ["content-type", "authorization"],
    maxAge: 600,
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!isTrustedOrigin(request.headers.origin, origins))
      await reply.code(403).send({ errors: [{ message: "This origin may not call.", extensions: { code: "FORBIDDEN" } }] });
  });
}

/** A key in a URL stands in logs and histories on its way: such a call is refused, and its system's keepers see that the key is exposed. */
function keepKeysOutOfUrls(app: FastifyInstance, { clients, meter }: { clients: ApiClientService; meter: UsageMeter }): void {
  app.addHook("onRequest", async (request, reply) => {
    const key = findKeyInUrl(request.raw.url ?? "");
    if (key === undefined) return;
    void noteExposedKey(key, { clients, meter });
    await reply.code(400).send(keyInUrlAnswer(localeOf(request.headers)));
  });
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
  {
    reply,
    locale,
    logger,
    meter,
    credentials,
  }: Pick<DoorParts, "logger" | "meter"> & { reply: FastifyReply; locale: Locale; credentials: Credentials },
): Promise<Caller> {
  try {
    return await authenticate(credentials);
  } catch (error) {
    if (credentials.kind === "session" && error instanceof Unauthenticated) {
      // An ended session is nobody in particular: what is public stays readable, and signing in works.
      reply.header("set-cookie", endedSessionCookie());
      return authenticate({ kind: "none" });
    }
    meter.countRefusedKey(error);
    const { message, extensions } = toPublicError(error, { locale, isAnonymous: true, log: logger });
    const status = isDatabaseAway(error) ? 503 : extensions?.code === "UNAUTHENTICATED" ? 401 : 500;
    if (status === 503) reply.header("retry-after", "2");
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
  }
}

function sessionSlotOf(request: FastifyRequest, reply: FastifyReply): SessionSlot {
  return {
    doorstep: doorstepOf(request.headers),
    put({ token, browserToken }) {
      void reply.header("set-cookie", sessionCookie(token));
      if (browserToken) void reply.header("set-cookie", browserCookie(browserToken));
    },
    clear: () => void reply.header("set-cookie", endedSessionCookie()),
  };
}
