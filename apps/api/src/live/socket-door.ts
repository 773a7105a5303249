import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Domain } from "@langnghe/domain";
import { Unauthenticated } from "@langnghe/domain/access";
import { isDatabaseAway } from "@langnghe/domain/database";
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from "graphql";
import { handleProtocols, type Context as SocketContext } from "graphql-ws";
import { type Extra, useServer } from "graphql-ws/use/ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { Caller } from "../caller.ts";
import { createContext } from "../context.ts";
import { credentialsOf, localeOf } from "../credentials.ts";
import { toPublicError } from "../errors/public-error.ts";
import { LIMITS, limitsRule } from "../guard/limits.ts";
import { isTrustedOrigin } from "../guard/origin.ts";
import type { LiveFeed } from "./live-feed.ts";

const LARGEST_FRAME = 256 * 1024;
const INIT_TIMEOUT_MS = 3_000;
const PING_MS = 10_000;
const RECHECK_MS = 3_000;
const FORBIDDEN = 4403;
const TRY_AGAIN_LATER = 1013;

export interface SocketDoor {
  close(): Promise<void>;
}

interface DoorParts {
  readonly schema: GraphQLSchema;
  readonly parts: { readonly domain: Domain; readonly live: LiveFeed };
  readonly origins: ReadonlySet<string>;
  readonly logger: Logger;
}

type Connection = SocketContext<Record<string, unknown>, Extra & { caller?: Caller }>;

/**
 * The second door. Phases: the upgrade is refused for foreign origins and paths; `connection_init` names the caller;
 * each operation is parsed and validated by the same rules as over HTTP, and a bad one gets an error while the socket stays;
 * rights that end while the socket is open close it.
 */
export function openSocketDoor(server: Server, { schema, parts, origins, logger }: DoorParts): SocketDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME, perMessageDeflate: false, handleProtocols });
  const rules = [...specifiedRules, limitsRule];
  const show = (error: unknown, connection: Connection) => toPublicError(error, { ...readerOf(connection), log: logger });
  const graphql = useServer<Record<string, unknown>, { caller?: Caller }>(
    {
      schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      async onConnect(connection) {
        try {
          const { request, socket } = connection.extra;
          const authorization = connection.connectionParams?.authorization;
          const credentials = credentialsOf({
            cookie: request.headers.cookie,
            authorization: typeof authorization === "string" ? authorization : request.headers.authorization,
          });
          const caller = await Caller.authenticate(parts.domain.access, credentials, localeOf(request.headers));
          connection.extra.caller = caller;
          watchRights(socket, caller);
          return true;
        } catch (error) {
          if (error instanceof Unauthenticated) return false;
          // Clients take this code for "come back", and any other failure here for the end.
          if (isDatabaseAway(error)) connection.extra.socket.close(TRY_AGAIN_LATER, "Try again later");
          else throw error;
          return false;
        }
      },
      onSubscribe(connection, _id, payload) {
        try {
          return prepare({ schema, rules, payload, contextOf: (isLongLived) => createContext(parts, { caller: callerOf(connection), isLongLived }) });
        } catch (error) {
          return [error as GraphQLError];
        }
      },
      subscribe: async (args) => endWithError(await subscribe(args)),
      onNext(connection, _id, _payload, _args, { data, errors }) {
        if (errors) return { ...(data !== undefined && { data }), errors: errors.map((error) => show(error, connection)) };
      },
      onError: (connection, _id, _payload, errors) => errors.map((error) => show(error, connection)),
    },
    sockets,
    PING_MS,
  );
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Nobody else listens to a socket that is refused, and an error without a listener would end the process.
    socket.on("error", () => socket.destroy());
    const isOurs = request.url?.split("?", 1)[0] === "/graphql";
    if (!isOurs) return refuse(socket, "404 Not Found");
    if (!isTrustedOrigin(request.headers.origin, origins)) return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit("connection", webSocket, request));
  };
  server.on("upgrade", upgrade);
  return {
    async close() {
      server.off("upgrade", upgrade);
      await graphql.dispose();
    },
  };
}

function prepare({
  schema,
  rules,
  payload,
  contextOf,
}: {
  schema: GraphQLSchema;
  rules: Parameters<typeof validate>[2];
  payload: {
    readonly query: string;
    readonly operationName?: string | null | undefined;
    readonly variables?: Record<string, unknown> | null | undefined;
  };
  contextOf: (isLongLived: boolean) => unknown;
}): ExecutionArgs | readonly GraphQLError[] {
  const document = parseDocument(payload.query);
  const errors = validate(schema, document, rules);
  if (errors.length > 0) return errors;
  const operation = getOperationAST(document, payload.operationName);
  return {
    schema,
    document,
    ...(payload.operationName != null && { operationName: payload.operationName }),
    ...(payload.variables && { variableValues: payload.variables }),
    contextValue: contextOf(operation?.operation === "subscription"),
  };
}

/** @throws GraphQLError with the code that HTTP gives too */
function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    const { message, source, positions } = error as GraphQLError;
    throw new GraphQLError(message, { source, positions, extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  }
}

/** A source that fails ends its own operation with an error; without this the whole socket would be closed. */
function endWithError(
  result: AsyncGenerator<ExecutionResult, void, void> | ExecutionResult,
): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
  if (!(Symbol.asyncIterator in result)) return result;
  const guarded: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      try {
        return await result.next();
      } catch (error) {
        await result.return().catch(() => undefined);
        return { done: false, value: { errors: [error as GraphQLError] } };
      }
    },
    return: () => result.return(),
    [Symbol.asyncIterator]: () => guarded,
  };
  return guarded;
}

/** Closes the socket within seconds after its session or key has ended. */
function watchRights(socket: WebSocket, caller: Caller): void {
  if (caller.actor.kind === "anonymous") return;
  const timer = setInterval(async () => {
    try {
      await caller.refreshed();
    } catch (error) {
      if (error instanceof Unauthenticated) socket.close(FORBIDDEN, "Forbidden");
    }
  }, RECHECK_MS);
  socket.once("close", () => clearInterval(timer));
}

function callerOf({ extra }: Connection): Caller {
  if (!extra.caller) throw new Error("An operation came before connection_init was answered");
  return extra.caller;
}

function readerOf({ extra }: Connection): { locale: "VI" | "EN"; isAnonymous: boolean } {
  return { locale: extra.caller?.locale ?? "VI", isAnonymous: extra.caller?.actor.kind !== "staff" && extra.caller?.actor.kind !== "client" };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
