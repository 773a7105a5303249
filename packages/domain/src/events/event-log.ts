import type { DataSource } from "typeorm";
import { clearLog, isBeforeHorizon } from "./clear-log.ts";
import { type CursorSeal, CursorTooOld, openCursor, sealCursor } from "./event-cursor.ts";
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

  /**
   * The same for a reader who comes back from some time ago. Read first and asked afterwards: what was cleared away meanwhile
   * is noticed too. @throws CursorTooOld
   */
  async replay(request: EventsRequest): Promise<LoggedEvent[]> {
    const events = await this.read(request);
    if (await isBeforeHorizon(this.#dataSource.manager, request.after)) throw new CursorTooOld();
    return events;
  }

  /** Clears away what was recorded before that day. Returns how many events went. */
  async clear({ before }: { before: Date }): Promise<number> {
    return clearLog(this.#dataSource, { before });
  }

  /** The position behind everything committed so far. */
  end(): Promise<EventPosition> {
    return readEndOfLog(this.#dataSource.manager);
  }

  /** `wake` is called when the log may have grown; a poll has to stand behind it. */
  onGrowth(wake: () => void): () => void {
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
