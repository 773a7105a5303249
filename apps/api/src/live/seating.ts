import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Domain } from "@langnghe/domain";
import { Unauthenticated } from "@langnghe/domain/access";
import { comparePositions } from "@langnghe/domain/events";
import type { Locale } from "@langnghe/domain/foundation";
import type { WebSocket } from "ws";
import type { UsageMeter } from "../access/usage-meter.ts";
import type { Caller, Credentials } from "../caller.ts";
import { credentialsOf, localeOf } from "../credentials.ts";
import { clientAddress } from "../guard/address.ts";
import { TOO_SLOW, TRY_AGAIN_LATER } from "./close-codes.ts";
import { Outlet } from "./outlet.ts";
import { RightsWatch } from "./rights-watch.ts";
import { Seat } from "./seat.ts";
import type { WatchHub } from "./watch-hub.ts";

const STALL_CHECK_MS = 1_000;

/** A socket at the door, whose caller is not known yet. */
export interface Arrival {
  readonly socket: WebSocket;
  /** What lies below the socket. */
  readonly stream: Duplex;
  readonly request: IncomingMessage;
}

interface SeatingParts {
  readonly domain: Domain;
  readonly hub: WatchHub;
  readonly meter: UsageMeter;
  readonly trustedProxyHops: number;
  /** For tests and benchmarks that play many people with one account; the table of limits otherwise. */
  readonly socketsPerCaller?: number | undefined;
}

/** Gives seats to whoever has a right to one, and takes them from readers that do not keep up, with their cursor. */
export class Seating {
  readonly #domain: Domain;
  readonly #hub: WatchHub;
  readonly #meter: UsageMeter;
  readonly #trustedProxyHops: number;
  readonly #socketsPerCaller: number | undefined;
  readonly #rights: RightsWatch;
  readonly #seats = new Set<Seat>();
  readonly #stallCheck: NodeJS.Timeout;

  constructor({ domain, hub, meter, trustedProxyHops, socketsPerCaller }: SeatingParts) {
    this.#domain = domain;
    this.#hub = hub;
    this.#meter = meter;
    this.#trustedProxyHops = trustedProxyHops;
    this.#socketsPerCaller = socketsPerCaller;
    this.#rights = new RightsWatch(domain, { hub, meter });
    this.#stallCheck = setInterval(() => this.#closeStalled(), STALL_CHECK_MS);
  }

  /** The seat of whoever the socket shows to be; undefined when it went meanwhile or is one too many, and is closed. @throws Unauthenticated */
  async seat({ socket, stream, request }: Arrival, authorization: unknown): Promise<Seat | undefined> {
    const locale = localeOf(request.headers);
    const shown = {
      cookie: request.headers.cookie,
      authorization: typeof authorization === "string" ? authorization : request.headers.authorization,
    };
    const credentials = credentialsOf(shown, () => clientAddress(request, this.#trustedProxyHops));
    const caller = await this.#callerOf(credentials, locale);
    if (socket.readyState !== socket.OPEN) return undefined;
    const seat = new Seat({ socket, caller, outlet: new Outlet(socket, stream, () => this.#close(seat)) });
    const most = seat.limits.sockets && (this.#socketsPerCaller ?? seat.limits.sockets);
    if (most === 0) throw new Unauthenticated();
    if (this.#rights.countOf(caller) >= most) {
      socket.close(TRY_AGAIN_LATER, "Too many sockets");
      return undefined;
    }
    this.#rights.seat(seat, credentials, locale);
    this.#seats.add(seat);
    socket.once("close", () => this.#seats.delete(seat));
    return seat;
  }

  async #callerOf(credentials: Credentials, locale: Locale): Promise<Caller> {
    try {
      return await this.#rights.callerOf(credentials, locale);
    } catch (error) {
      this.#meter.countRefusedKey(error);
      throw error;
    }
  }

  stop(): void {
    clearInterval(this.#stallCheck);
    this.#rights.stop();
  }

  #closeStalled(): void {
    for (const seat of this.#seats) if (seat.outlet.isOpen && seat.outlet.isStalled()) this.#close(seat);
  }

  #close(seat: Seat): void {
    const positions = [...seat.watchers].map((watcher) => this.#hub.positionOf(watcher));
    const [first] = positions.toSorted(comparePositions);
    seat.outlet.close(TOO_SLOW, first ? this.#domain.events.cursorOf(first) : "Too slow");
  }
}
