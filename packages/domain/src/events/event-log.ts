import type { DataSource } from "typeorm";
import type { Queryable } from "../foundation/queryable.ts";
import type { Replicas } from "../foundation/replicas.ts";
import type { HeardHint } from "./bus.ts";
import { clearLog, isBeforeHorizon } from "./clear-log.ts";
import { type CursorSeal, CursorTooOld, openCursor, sealCursor } from "./event-cursor.ts";
import { comparePositions, type EventPosition, type LoggedEvent } from "./event-map.ts";
import { type EventsRequest, readEndOfLog, readEvents, readEventsOfStandby } from "./read-events.ts";
import type { WakeUps } from "./wake-up.ts";

interface LogParts {
  readonly dataSource: DataSource;
  readonly hotPath: Queryable;
  readonly replicas: Replicas;
  readonly wakeUps: WakeUps;
  readonly seal: CursorSeal;
}

/** The log of what happened, for whoever follows it. */
export class EventLog {
  readonly #dataSource: DataSource;
  readonly #hotPath: Queryable;
  readonly #replicas: Replicas;
  readonly #wakeUps: WakeUps;
  readonly #seal: CursorSeal;
  /** How far this process has seen the primary's log. */
  #seen: EventPosition = { transactionId: "0", id: "0" };
  #answeredAt = performance.now();

  constructor({ dataSource, hotPath, replicas, wakeUps, seal }: LogParts) {
    this.#dataSource = dataSource;
    this.#hotPath = hotPath;
    this.#replicas = replicas;
    this.#wakeUps = wakeUps;
    this.#seal = seal;
  }

  /**
   * The next committed facts after a position, in commit order. Who is behind what this process has seen replays the past,
   * which a replica may tell; the end of the log is read on the primary, since a hint runs ahead of every replica.
   */
  async read(request: EventsRequest): Promise<LoggedEvent[]> {
    const seen = this.#seen;
    if (comparePositions(request.after, seen) < 0) {
      const past = await this.#replicas.asFarAsItIs((manager) => readEventsOfStandby(manager, request));
      // A short answer says "there is no more", which only a standby may say that has come as far as we have seen.
      if (past && (past.events.length === request.limit || comparePositions(past.end, seen) > 0)) return past.events;
    }
    const events = await readEvents(this.#hotPath, request);
    this.#answeredAt = performance.now();
    this.#see(events.at(-1)?.position);
    return events;
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
  async end(): Promise<EventPosition> {
    const end = await readEndOfLog(this.#hotPath);
    this.#see(end);
    return end;
  }

  /** How long ago the log could last be read. Whoever follows it reads every second, so much longer means that nobody can. */
  get silentMs(): number {
    return performance.now() - this.#answeredAt;
  }

  #see(position: EventPosition | undefined): void {
    if (position && comparePositions(position, this.#seen) > 0) this.#seen = position;
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
