import type { EventLog, EventPosition, LoggedEvent } from "@langnghe/domain/events";
import { traceOf } from "@langnghe/domain/foundation";
import type { Logger } from "pino";
import { EventTail } from "./event-tail.ts";
import { followLog } from "./follow-log.ts";
import { type HubParts, WatchHub } from "./watch-hub.ts";

/** The process's view of the log for whoever watches it live. */
export class LiveFeed {
  readonly #stop = new AbortController();
  readonly #log: EventLog;
  readonly #tail: EventTail;
  readonly #logger: Logger;
  #hub: WatchHub | undefined;

  private constructor(log: EventLog, tail: EventTail, logger: Logger) {
    this.#log = log;
    this.#tail = tail;
    this.#logger = logger;
  }

  static async start(log: EventLog, logger: Logger): Promise<LiveFeed> {
    return new LiveFeed(log, await EventTail.start(log, logger), logger);
  }

  /** Where the cursor points; the present end of the log without one. @throws CursorForeign */
  positionOf(cursor: string | undefined): EventPosition {
    return cursor === undefined ? this.#tail.end : this.#log.positionOf(cursor);
  }

  /** All events behind the position, in order, until the signal is given or the process stops. */
  follow(after: EventPosition, signal: AbortSignal): AsyncGenerator<readonly LoggedEvent[]> {
    return followLog({ log: this.#log, tail: this.#tail, after, signal: AbortSignal.any([signal, this.#stop.signal]) });
  }

  /** Where watchers of opinions meet. Made when the schema is, which needs the feed itself. */
  openHub(parts: Pick<HubParts, "opinions" | "renderer">): WatchHub {
    const onFailure = (error: unknown) => this.#logger.error(traceOf(error), "the live hub could not go on; trying again");
    this.#hub = WatchHub.start({ ...parts, log: this.#log, tail: this.#tail }, onFailure);
    return this.#hub;
  }

  stop(): void {
    this.#hub?.stop();
    this.#stop.abort();
    this.#tail.stop();
  }
}
