import type { EventLog, EventPosition, LoggedEvent } from "@langnghe/domain/events";
import type { Logger } from "pino";
import { EventTail } from "./event-tail.ts";
import { followLog } from "./follow-log.ts";

/** The process's view of the log for whoever watches it live. */
export class LiveFeed {
  readonly #stop = new AbortController();
  readonly #log: EventLog;
  readonly #tail: EventTail;

  private constructor(log: EventLog, tail: EventTail) {
    this.#log = log;
    this.#tail = tail;
  }

  static async start(log: EventLog, logger: Logger): Promise<LiveFeed> {
    return new LiveFeed(log, await EventTail.start(log, logger));
  }

  /** Where the cursor points; the present end of the log without one. @throws CursorForeign */
  positionOf(cursor: string | undefined): EventPosition {
    return cursor === undefined ? this.#tail.end : this.#log.positionOf(cursor);
  }

  /** All events behind the position, in order, until the signal is given or the process stops. */
  follow(after: EventPosition, signal: AbortSignal): AsyncGenerator<readonly LoggedEvent[]> {
    return followLog({ log: this.#log, tail: this.#tail, after, signal: AbortSignal.any([signal, this.#stop.signal]) });
  }

  stop(): void {
    this.#stop.abort();
    this.#tail.stop();
  }
}
