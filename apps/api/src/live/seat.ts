import type { WebSocket } from "ws";
import type { Caller } from "../caller.ts";
import { type Limits, limitsOf } from "../guard/limits.ts";
import type { Outlet } from "./outlet.ts";
import type { Watcher } from "./watcher.ts";

/** Operations that may be begun at once on one socket, and how many more a second. */
const BURST = 200;
const PER_SECOND = 50;

/** One socket whose caller is known: who sits there, what runs there, and how much more may. */
export class Seat {
  readonly socket: WebSocket;
  readonly caller: Caller;
  readonly outlet: Outlet;
  readonly watchers = new Set<Watcher>();
  /** Ids of subscriptions that were begun; some may have ended since. */
  readonly subscriptions = new Set<string>();
  #tokens = BURST;
  #filledAt = performance.now();

  constructor({ socket, caller, outlet }: Pick<Seat, "socket" | "caller" | "outlet">) {
    this.socket = socket;
    this.caller = caller;
    this.outlet = outlet;
  }

  get limits(): Limits {
    return limitsOf(this.caller.actor);
  }

  /** Takes one from the bucket that fills with time. False when it is empty. */
  mayBegin(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#filledAt) / 1_000) * PER_SECOND);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
