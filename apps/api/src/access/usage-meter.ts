import { type ApiClientService, type HourOfUse, KeyRefused } from "@langnghe/domain/access";
import { isDatabaseAway } from "@langnghe/domain/database";
import { type Actor, type Clock, traceOf } from "@langnghe/domain/foundation";
import type { Logger } from "pino";

const FLUSH_MS = 5_000;
const HOUR_MS = 60 * 60 * 1000;

/** One call, as far as it is counted. */
export interface MeteredCall {
  readonly actor: Actor;
  /** Points; 0 for what was refused before it was weighed. */
  readonly cost: number;
  /** The code of the refusal; undefined for a call that was answered. */
  readonly refusal?: string | undefined;
}

interface Counting {
  readonly clientId: string;
  readonly hour: number;
  calls: number;
  cost: number;
  readonly refusals: Map<string, number>;
  readonly keyIds: Set<string>;
}

/**
 * Counts what outside systems call, at both doors, by the hour. In memory, and every few seconds added to the table: no row per call, and nothing
 * of where it came from. What is not written yet when a process is killed is not counted; what cannot be written now is tried with the next.
 */
export class UsageMeter {
  readonly #clients: ApiClientService;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #countings = new Map<string, Counting>();
  /** The hour in which each key was last seen on an open socket. */
  readonly #seenIn = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();

  constructor({ clients, clock, logger }: { clients: ApiClientService; clock: Clock; logger: Logger }) {
    this.#clients = clients;
    this.#clock = clock;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
  }

  /** Of staff and the public nothing is counted. */
  count({ actor, cost, refusal }: MeteredCall): void {
    if (actor.kind !== "client") return;
    const counting = this.#countingOf(actor.id);
    counting.calls += 1;
    counting.cost += cost;
    counting.keyIds.add(actor.keyId);
    if (refusal !== undefined) add(counting, refusal, 1);
  }

  /** A socket that is open uses its key, though it calls nothing: else a feed of months would look as if nobody needed the key. Noted once an hour. */
  noteUse(actor: Actor): void {
    if (actor.kind !== "client") return;
    const hour = this.#hour();
    if (this.#seenIn.get(actor.keyId) === hour) return;
    this.#seenIn.set(actor.keyId, hour);
    this.#countingOf(actor.id).keyIds.add(actor.keyId);
  }

  /** An answer to a call that was counted when it began. */
  countRefusal({ actor, refusal }: Pick<MeteredCall, "actor"> & { readonly refusal: string }): void {
    if (actor.kind === "client") add(this.#countingOf(actor.id), refusal, 1);
  }

  /** A key that was shown and does not hold; one that nobody ever had belongs to no system. */
  countRefusedKey(error: unknown): void {
    if (error instanceof KeyRefused) this.countRefusedCall(error.clientId, error.reason);
  }

  countRefusedCall(clientId: string, refusal: string): void {
    const counting = this.#countingOf(clientId);
    counting.calls += 1;
    add(counting, refusal, 1);
  }

  /** Writes what was counted. Never throws. */
  async flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #write(): Promise<void> {
    const countings = [...this.#countings.values()];
    this.#countings = new Map();
    try {
      await this.#clients.addUse(countings.map(toHour));
    } catch (error) {
      if (!isDatabaseAway(error)) this.#logger.error(traceOf(error), "what outside systems called could not be counted; trying again");
      for (const each of countings) this.#takeBack(each);
    }
  }

  #hour(): number {
    return Math.floor(this.#clock.now().getTime() / HOUR_MS);
  }

  #takeBack({ clientId, hour, calls, cost, refusals, keyIds }: Counting): void {
    const counting = this.#countingOf(clientId, hour);
    counting.calls += calls;
    counting.cost += cost;
    for (const [code, count] of refusals) add(counting, code, count);
    for (const keyId of keyIds) counting.keyIds.add(keyId);
  }

  #countingOf(clientId: string, hour = this.#hour()): Counting {
    const place = `${clientId} ${hour}`;
    const counting = this.#countings.get(place) ?? { clientId, hour, calls: 0, cost: 0, refusals: new Map(), keyIds: new Set() };
    this.#countings.set(place, counting);
    return counting;
  }
}

function add({ refusals }: Counting, code: string, count: number): void {
  refusals.set(code, (refusals.get(code) ?? 0) + count);
}

function toHour({ clientId, hour, calls, cost, refusals, keyIds }: Counting): HourOfUse {
  return {
    clientId,
    hour: new Date(hour * HOUR_MS),
    calls,
    cost,
    refusals: [...refusals].map(([code, count]) => ({ code, count })),
    keyIds: [...keyIds],
  };
}
