import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { UNITS, type UnitName } from "../../support/small-union.ts";
import { watchFeed } from "../../support/watch-feed.ts";
import type { History } from "./history.ts";
import { isCompared } from "./truth.ts";
import { keyOf, type ReaderRights } from "./verdict.ts";

const BEFORE_RETURN_MS = 100;
const BELOW: Readonly<Record<UnitName, readonly UnitName[]>> = {
  union: ["union", "plantA", "plantB", "boilers", "turbines", "tiny"],
  plantA: ["plantA", "boilers", "turbines"],
  plantB: ["plantB", "tiny"],
  boilers: ["boilers"],
  turbines: ["turbines"],
  tiny: ["tiny"],
};

export interface ReaderOptions {
  readonly name: string;
  readonly url: () => string;
  readonly key: string;
  readonly unit: UnitName;
  readonly history: History;
  /** The cursor it begins behind. */
  readonly after: string;
  /** Hangs up by itself each time it has read so many, and comes back. */
  readonly hangsUpEvery?: number;
}

/** Follows the feed over a real socket; when the line is lost, comes back with the last cursor it saw. */
export class Reader {
  readonly rights: ReaderRights;
  readonly items = new Set<string>();
  /** When each text was there. */
  readonly arrivals = new Map<string, number>();
  readonly refusals: string[] = [];
  #returns = -1;
  #last: string;
  #isStopped = false;
  #hangUp = () => {};
  readonly #ended: Promise<void>;

  constructor(private readonly options: ReaderOptions) {
    this.rights = { name: options.name, unitIds: new Set(BELOW[options.unit].map((unit) => UNITS[unit].id)) };
    this.#last = options.after;
    this.#ended = this.#followOn();
  }

  /** How often it has come back. */
  get returns(): number {
    return this.#returns;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#hangUp();
    await this.#ended;
  }

  async #followOn(): Promise<void> {
    while (!this.#isStopped) {
      this.#returns += 1;
      await this.#followOnce();
      if (!this.#isStopped) await pause(BEFORE_RETURN_MS);
    }
  }

  async #followOnce(): Promise<void> {
    const { url, key, name, history, hangsUpEvery = Number.POSITIVE_INFINITY } = this.options;
    const socket = createClient({
      url: url().replace(/^http/, "ws"),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryAttempts: 0,
    });
    let left = hangsUpEvery;
    const { ended } = watchFeed(socket, {
      after: this.#last,
      onItem: ({ cursor, kind, opinion }) => {
        // What arrives after hanging up was not read: it comes again.
        if (left <= 0 || this.#isStopped || !isCompared({ kind })) return;
        const item = keyOf({ kind, opinionId: opinion.id });
        history.write({ kind: "seen", reader: name, item });
        this.items.add(item);
        this.arrivals.set(opinion.text, performance.now());
        this.#last = cursor;
        left -= 1;
        if (left === 0) socket.terminate();
      },
    });
    this.#hangUp = () => socket.terminate();
    this.refusals.push(...(await ended).codes);
  }
}
