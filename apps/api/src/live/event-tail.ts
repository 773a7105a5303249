import { isDatabaseAway } from "@langnghe/domain/database";
import { comparePositions, type EventLog, type EventPosition, type LoggedEvent } from "@langnghe/domain/events";
import { traceOf } from "@langnghe/domain/foundation";
import type { Logger } from "pino";

const CAPACITY = 5_000;
const READ_LIMIT = 500;
const POLL_MS = 1_000;
const FIRST_RETRY_MS = 2;

/**
 * The end of the log, read once for everybody in this process. Holds the latest events in order; who is further
 * behind reads the log itself. Phases: wait for a hint or the poll; read what was committed; tell who waits.
 */
export class EventTail {
  readonly #log: EventLog;
  readonly #logger: Logger;
  #events: LoggedEvent[] = [];
  /** What is held begins behind this position … */
  #from: EventPosition;
  /** … and ends with this one. */
  #to: EventPosition;
  /** The furthest place that a hint told of lately. */
  #told: EventPosition;
  #growth = Promise.withResolvers<void>();
  #isHinted = false;
  #onHint: () => void = () => undefined;
  #isStopped = false;
  readonly #stopListening: () => void;

  private constructor(log: EventLog, start: EventPosition, logger: Logger) {
    this.#log = log;
    this.#logger = logger;
    this.#from = start;
    this.#to = start;
    this.#told = start;
    this.#stopListening = log.onGrowth((newest) => this.#hear(newest));
    void this.#run();
  }

  static async start(log: EventLog, logger: Logger): Promise<EventTail> {
    return new EventTail(log, await log.end(), logger);
  }

  /** Where a reader starts who wants only what is yet to come. */
  get end(): EventPosition {
    return this.#to;
  }

  /** Before this position nothing is held: the log has it. */
  get start(): EventPosition {
    return this.#from;
  }

  /** The events behind a position as far as they are known; undefined when the position lies before what is held. */
  readAfter(position: EventPosition): readonly LoggedEvent[] | undefined {
    if (comparePositions(position, this.#to) >= 0) return [];
    if (comparePositions(position, this.#from) < 0) return undefined;
    const first = firstBehind(this.#events, position);
    return this.#events.slice(first, first + READ_LIMIT);
  }

  /** Resolves when there is something behind the position, or when the signal is given. */
  async growth(position: EventPosition, signal: AbortSignal): Promise<void> {
    if (comparePositions(position, this.#to) < 0) return;
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const abort = () => resolve();
    signal.addEventListener("abort", abort, { once: true });
    if (!signal.aborted) await Promise.race([this.#growth.promise, aborted]);
    signal.removeEventListener("abort", abort);
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#hear();
  }

  #hear(newest?: EventPosition): void {
    // An old hint, or a doubled one.
    if (newest && comparePositions(newest, this.#to) <= 0) return;
    if (newest && comparePositions(newest, this.#told) > 0) this.#told = newest;
    this.#isHinted = true;
    this.#onHint();
  }

  async #run(): Promise<void> {
    let retryMs = POLL_MS;
    while (!this.#isStopped) {
      const isHinted = await this.#nextTurn(retryMs);
      const count = await this.#advance();
      // What a hint told of is not all there yet: an older transaction is still running. Look again soon, then ever more rarely.
      const isAllThere = count > 0 && comparePositions(this.#told, this.#to) <= 0;
      retryMs = isAllThere ? POLL_MS : isHinted || count > 0 ? FIRST_RETRY_MS : Math.min(retryMs * 2, POLL_MS);
      // Nobody is believed for longer: a bus may carry the places of another log.
      if (retryMs === POLL_MS) this.#told = this.#to;
    }
  }

  async #nextTurn(waitMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), waitMs);
    this.#onHint = () => resolve(true);
    if (this.#isHinted) resolve(true);
    const isHinted = await promise;
    clearTimeout(timer);
    this.#isHinted = false;
    return isHinted;
  }

  async #advance(): Promise<number> {
    let total = 0;
    try {
      for (;;) {
        const events = await this.#log.read({ after: this.#to, limit: READ_LIMIT });
        this.#hold(events);
        total += events.length;
        if (events.length < READ_LIMIT) return total;
      }
    } catch (error) {
      if (!isDatabaseAway(error)) this.#logger.error(traceOf(error), "the log could not be read; trying again");
      return total;
    }
  }

  #hold(events: readonly LoggedEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.#events.push(...events);
    this.#to = last.position;
    const dropped = this.#events.splice(0, Math.max(0, this.#events.length - CAPACITY));
    this.#from = dropped.at(-1)?.position ?? this.#from;
    this.#growth.resolve();
    this.#growth = Promise.withResolvers();
  }
}

/** The place of the first event behind a position, by halving. */
function firstBehind(events: readonly LoggedEvent[], position: EventPosition): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = events[middle];
    if (event && comparePositions(event.position, position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
