import type { DataSource } from "typeorm";
import type { HeardHint } from "./bus.ts";
import { type CursorSeal, openCursor, sealCursor } from "./event-cursor.ts";
import type { EventPosition, LoggedEvent } from "./event-map.ts";
import { type EventsRequest, readEndOfLog, readEvents } from "./read-events.ts";
import type { WakeUps } from "./wake-up.ts";

/** The log of what happened, for whoever follows it. */
export class EventLog {
  readonly #dataSource: DataSource;
  readonly #wakeUps: WakeUps;
  readonly #seal: CursorSeal;

  constructor({ dataSource, wakeUps, seal }: { dataSource: DataSource; wakeUps: WakeUps; seal: CursorSeal }) {
    this.#dataSource = dataSource;
    this.#wakeUps = wakeUps;
    this.#seal = seal;
  }

  /** The next committed facts after a position, in commit order. */
  read(request: EventsRequest): Promise<LoggedEvent[]> {
    return readEvents(this.#dataSource.manager, request);
  }

  /** The position behind everything committed so far. */
  end(): Promise<EventPosition> {
    return readEndOfLog(this.#dataSource.manager);
  }

  /** `wake` is called when the log may have grown, with the newest position where it is known; a poll has to stand behind it. */
  onGrowth(wake: (newest: HeardHint) => void): () => void {
    return this.#wakeUps.onHint(wake);
  }

  cursorOf(position: EventPosition): string {
    return sealCursor(position, this.#seal);
  }

  /** @throws CursorForeign */
  positionOf(cursor: string): EventPosition {
    return openCursor(cursor, this.#seal);
  }
}
