import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Unauthenticated } from "@langnghe/domain/access";
import { isDatabaseAway } from "@langnghe/domain/database";
import { traceOf } from "@langnghe/domain/foundation";
import type { FormattedExecutionResult, GraphQLError } from "graphql";
import { handleProtocols, makeServer, type Server as Protocol, type Context as SocketContext } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { findKeyInUrl, keyInUrlAnswer, noteExposedKey } from "../access/key-in-url.ts";
import type { UsageMeter } from "../access/usage-meter.ts";
import { localeOf } from "../credentials.ts";
import { closeSpread } from "../drain.ts";
import { failureCodeOf } from "../errors/failure-code.ts";
import { toPublicError } from "../errors/public-error.ts";
import { LARGEST, LIMITS } from "../guard/limits.ts";
import { isTrustedOrigin } from "../guard/origin.ts";
import { TRY_AGAIN_LATER } from "./close-codes.ts";
import { KnownDocuments } from "./known-documents.ts";
import type { Seat } from "./seat.ts";
import { type Arrival, Seating } from "./seating.ts";
import { type OperationParts, prepareOperation, type SocketOperation, subscribeOperation } from "./socket-operation.ts";
import { speak } from "./speak.ts";
import { Turnstile } from "./turnstile.ts";

const INIT_TIMEOUT_MS = 3_000;

export interface SocketDoor {
  /** The sockets that are open. */
  readonly sockets: ReadonlySet<WebSocket>;
  close(): Promise<void>;
}

interface ProtocolParts extends OperationParts {
  readonly logger: Logger;
  readonly meter: UsageMeter;
}

interface DoorParts extends ProtocolParts {
  readonly origins: ReadonlySet<string>;
  readonly trustedProxyHops: number;
  readonly socketsPerCaller?: number | undefined;
}

interface Extra {
  readonly socket: WebSocket;
  /** Until it has a seat: what came with the upgrade is not kept for the hours that a socket stands. */
  arrival?: Arrival | undefined;
  seat?: Seat | undefined;
}

type Connection = SocketContext<Record<string, unknown>, Extra>;

/**
 * The second door. Phases: the upgrade is refused for foreign origins and paths; `connection_init` names the caller and gives
 * a seat; each operation is read by the same rules as over HTTP, and a bad one gets an error while the socket stays; rights
 * that end while the socket is open close it, and so does a reader that does not keep up, with its cursor.
 */
export function openSocketDoor(server: Server, { origins, socketsPerCaller, trustedProxyHops, ...parts }: DoorParts): SocketDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST.frameBytes, perMessageDeflate: false, handleProtocols });
  const seating = new Seating({ ...parts, socketsPerCaller, trustedProxyHops });
  const protocol = createProtocol(parts, seating);
  const turnstile = new Turnstile();

  const begin = (extra: Extra): void => {
    const largestFrame = () => (extra.seat?.limits ?? LIMITS.anonymous).frameBytes;
    speak(extra.socket, { protocol, extra, largestFrame, logger: parts.logger });
  };
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Nobody else listens to a socket that is refused, and an error without a listener would end the process.
    stream.on("error", () => stream.destroy());
    const isOurs = request.url?.split("?", 1)[0] === "/graphql";
    if (!isOurs) return refuse(stream, "404 Not Found");
    if (!isTrustedOrigin(request.headers.origin, origins)) return refuse(stream, "403 Forbidden");
    const key = findKeyInUrl(request.url ?? "");
    if (key !== undefined) {
      void noteExposedKey(key, { clients: parts.domain.apiClients, meter: parts.meter });
      return refuse(stream, "400 Bad Request", JSON.stringify(keyInUrlAnswer(localeOf(request.headers))));
    }
    turnstile.enter(() => sockets.handleUpgrade(request, stream, head, (socket) => begin({ socket, arrival: { socket, stream, request } })));
  };
  server.on("upgrade", upgrade);

  return {
    sockets: sockets.clients,
    async close() {
      seating.stop();
      server.off("upgrade", upgrade);
      // Whoever came in while the others were closed.
      await closeSpread(sockets.clients, 0);
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

function createProtocol({ logger, meter, ...parts }: ProtocolParts, seating: Seating): Protocol<Extra> {
  const documents = new KnownDocuments(parts.schema);
  const prepare = (asked: Parameters<typeof prepareOperation>[1]) => {
    try {
      return prepareOperation({ ...parts, documents }, asked);
    } catch (error) {
      return [error as GraphQLError];
    }
  };
  const show = (error: unknown, connection: Connection) => toPublicError(error, { ...readerOf(connection), log: logger });
  const tellFailure = <Answer extends FormattedExecutionResult>(answer: Answer, connection: Connection): Answer => {
    const refusal = failureCodeOf(answer);
    if (refusal !== undefined) meter.countRefusal({ actor: seatOf(connection).caller.actor, refusal });
    return answer;
  };
  return makeServer<Record<string, unknown>, Extra>({
    schema: parts.schema,
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    async onConnect({ connectionParams, extra }) {
      const { arrival } = extra;
      extra.arrival = undefined;
      try {
        extra.seat = arrival && (await seating.seat(arrival, connectionParams?.authorization));
        return extra.seat !== undefined;
      } catch (error) {
        if (error instanceof Unauthenticated) return false;
        if (!isDatabaseAway(error)) logger.error(traceOf(error), "a socket could not be let in");
        extra.socket.close(TRY_AGAIN_LATER, "Try again later");
        return false;
      }
    },
    onSubscribe(connection, id, payload) {
      const seat = seatOf(connection);
      const prepared = prepare({ seat, running: connection.subscriptions, id, payload });
      const { actor } = seat.caller;
      meter.count({ actor, cost: "seat" in prepared ? prepared.cost : 0 });
      return prepared;
    },
    // What `onSubscribe` made comes back here untouched.
    subscribe: (operation) => subscribeOperation(operation as SocketOperation, parts),
    onNext(connection, _id, _payload, _args, { data, errors }) {
      if (!errors) return;
      return tellFailure({ ...(data !== undefined && { data }), errors: errors.map((error) => show(error, connection)) }, connection);
    },
    onError: (connection, _id, _payload, errors) => tellFailure({ errors: errors.map((error) => show(error, connection)) }, connection).errors,
  });
}

function seatOf({ extra }: Connection): Seat {
  if (!extra.seat) throw new Error("An operation came before connection_init was answered");
  return extra.seat;
}

function readerOf({ extra }: Connection): { locale: "VI" | "EN"; isAnonymous: boolean } {
  return { locale: extra.seat?.caller.locale ?? "VI", isAnonymous: extra.seat === undefined };
}

function refuse(stream: Duplex, status: string, body = ""): void {
  const type = body === "" ? "" : "Content-Type: application/json\r\n";
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
