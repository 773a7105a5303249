import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Unauthenticated } from "@langnghe/domain/access";
import { isDatabaseAway } from "@langnghe/domain/database";
import { comparePositions } from "@langnghe/domain/events";
import type { GraphQLError } from "graphql";
import { handleProtocols, makeServer, type Context as SocketContext } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import { credentialsOf, localeOf } from "../credentials.ts";
import { toPublicError } from "../errors/public-error.ts";
import { LARGEST, LIMITS } from "../guard/limits.ts";
import { isTrustedOrigin } from "../guard/origin.ts";
import { KnownDocuments } from "./known-documents.ts";
import { Outlet, TOO_SLOW } from "./outlet.ts";
import { RightsWatch } from "./rights-watch.ts";
import { Seat } from "./seat.ts";
import { type OperationParts, prepareOperation, type SocketOperation, subscribeOperation } from "./socket-operation.ts";
import { speak } from "./speak.ts";
import { Turnstile } from "./turnstile.ts";

const INIT_TIMEOUT_MS = 3_000;
const SLOWNESS_CHECK_MS = 1_000;
const TOO_MANY = 4429;
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;

export interface SocketDoor {
  /** The sockets that are open. */
  readonly sockets: ReadonlySet<WebSocket>;
  close(): Promise<void>;
}

interface DoorParts extends OperationParts {
  readonly origins: ReadonlySet<string>;
  readonly logger: Logger;
  /** For tests and benchmarks that play many people with one account; the table of limits otherwise. */
  readonly socketsPerCaller?: number | undefined;
}

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  seat?: Seat;
}

type Connection = SocketContext<Record<string, unknown>, Extra>;

/**
 * The second door. Phases: the upgrade is refused for foreign origins and paths; `connection_init` names the caller and gives
 * a seat; each operation is read by the same rules as over HTTP, and a bad one gets an error while the socket stays; rights
 * that end while the socket is open close it, and so does a reader that does not keep up, with its cursor.
 */
export function openSocketDoor(server: Server, { origins, logger, socketsPerCaller, ...parts }: DoorParts): SocketDoor {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST.frameBytes, perMessageDeflate: false, handleProtocols });
  const streams = new WeakMap<WebSocket, Duplex>();
  const rights = new RightsWatch(parts.domain.access, parts.hub);
  const seats = new Map<WebSocket, Seat>();
  const documents = new KnownDocuments(parts.schema);
  const turnstile = new Turnstile();
  const show = (error: unknown, connection: Connection) => toPublicError(error, { ...readerOf(connection), log: logger });

  const takeSeat = async ({ connectionParams, extra }: Connection): Promise<void> => {
    const { request, socket } = extra;
    const authorization = connectionParams?.authorization;
    const locale = localeOf(request.headers);
    const credentials = credentialsOf({
      cookie: request.headers.cookie,
      authorization: typeof authorization === "string" ? authorization : request.headers.authorization,
    });
    const caller = await rights.callerOf(credentials, locale);
    const stream = streams.get(socket);
    if (!stream || socket.readyState !== socket.OPEN) return;
    const seat = new Seat({ socket, request, caller, outlet: new Outlet(socket, stream, () => closeSlow(seat)) });
    const most = seat.limits.sockets && (socketsPerCaller ?? seat.limits.sockets);
    if (most === 0) throw new Unauthenticated();
    if (rights.countOf(caller) >= most) return socket.close(TOO_MANY, "Too many sockets");
    rights.seat(seat, credentials, locale);
    seats.set(socket, seat);
    socket.once("close", () => seats.delete(socket));
    extra.seat = seat;
  };

  const closeSlow = (seat: Seat): void => {
    const positions = [...seat.watchers].map((watcher) => parts.hub.positionOf(watcher));
    const [first] = positions.toSorted(comparePositions);
    seat.outlet.close(TOO_SLOW, first ? parts.domain.events.cursorOf(first) : "Too slow");
  };

  const protocol = makeServer<Record<string, unknown>, Extra>({
    schema: parts.schema,
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    async onConnect(connection) {
      try {
        await takeSeat(connection);
        return connection.extra.seat !== undefined;
      } catch (error) {
        if (error instanceof Unauthenticated) return false;
        // Clients take this code for "come back", and any other failure here for the end.
        if (isDatabaseAway(error)) connection.extra.socket.close(TRY_AGAIN_LATER, "Try again later");
        else throw error;
        return false;
      }
    },
    onSubscribe(connection, id, payload) {
      try {
        return prepareOperation({ ...parts, documents }, { seat: seatOf(connection), running: connection.subscriptions, id, payload });
      } catch (error) {
        return [error as GraphQLError];
      }
    },
    // What `onSubscribe` made comes back here untouched.
    subscribe: (operation) => subscribeOperation(operation as SocketOperation, parts),
    onNext(connection, _id, _payload, _args, { data, errors }) {
      if (errors) return { ...(data !== undefined && { data }), errors: errors.map((error) => show(error, connection)) };
    },
    onError: (connection, _id, _payload, errors) => errors.map((error) => show(error, connection)),
  });

  const begin = (socket: WebSocket, stream: Duplex, request: IncomingMessage): void => {
    streams.set(socket, stream);
    const largestFrame = () => (seats.get(socket)?.limits ?? LIMITS.anonymous).frameBytes;
    speak(socket, { protocol, extra: { socket, request }, largestFrame, logger });
  };

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Nobody else listens to a socket that is refused, and an error without a listener would end the process.
    stream.on("error", () => stream.destroy());
    const isOurs = request.url?.split("?", 1)[0] === "/graphql";
    if (!isOurs) return refuse(stream, "404 Not Found");
    if (!isTrustedOrigin(request.headers.origin, origins)) return refuse(stream, "403 Forbidden");
    turnstile.enter(() => sockets.handleUpgrade(request, stream, head, (webSocket) => begin(webSocket, stream, request)));
  };
  server.on("upgrade", upgrade);
  const slownessCheck = setInterval(() => {
    for (const seat of seats.values()) if (seat.outlet.isOpen && seat.outlet.isTooSlow()) closeSlow(seat);
  }, SLOWNESS_CHECK_MS);

  return {
    sockets: sockets.clients,
    async close() {
      clearInterval(slownessCheck);
      rights.stop();
      server.off("upgrade", upgrade);
      for (const socket of sockets.clients) socket.close(GOING_AWAY, "Going away");
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

function seatOf({ extra }: Connection): Seat {
  if (!extra.seat) throw new Error("An operation came before connection_init was answered");
  return extra.seat;
}

function readerOf({ extra }: Connection): { locale: "VI" | "EN"; isAnonymous: boolean } {
  return { locale: extra.seat?.caller.locale ?? "VI", isAnonymous: extra.seat === undefined };
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
