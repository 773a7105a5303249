import { setTimeout as pause } from "node:timers/promises";
import { isDatabaseAway } from "@langnghe/domain/database";
import type { EventLog, EventPosition, LoggedEvent } from "@langnghe/domain/events";
import type { EventTail } from "./event-tail.ts";

const READ_LIMIT = 500;
const RETRY_MS = 300;

interface Reading {
  readonly log: EventLog;
  readonly tail: EventTail;
  readonly signal: AbortSignal;
}

/** What lies behind a position. */
export interface Page {
  readonly events: readonly LoggedEvent[];
  /** Whoever has these events has everything up to here. */
  readonly upTo: EventPosition;
}

/** The next events behind a position: from the tail when it reaches back so far, else out of the log. @throws CursorTooOld */
export async function readBehind(position: EventPosition, { log, tail, signal }: Reading): Promise<Page> {
  const heldFrom = tail.start;
  const held = tail.readAfter(position);
  const events = held ?? (await whenBack(() => log.replay({ after: position, limit: READ_LIMIT }), signal));
  // Nothing in the log between here and what the tail holds: go on from there, without a wait that could miss its wake-up.
  return { events, upTo: events.at(-1)?.position ?? (held ? position : heldFrom) };
}

/**
 * Every event behind a position, in order, once, without end: the past out of the log, then what the tail holds, then
 * what comes. It is one path: the reader only ever asks "what is behind my position?", so there is no seam to lose or
 * double anything at. The reader pulls; one that stops pulling holds a position and no memory.
 */
export async function* followLog({ after, ...reading }: Reading & { readonly after: EventPosition }): AsyncGenerator<readonly LoggedEvent[]> {
  let position = after;
  while (!reading.signal.aborted) {
    const { events, upTo } = await readBehind(position, reading);
    const isAtEnd = events.length === 0 && upTo === position;
    position = upTo;
    if (events.length > 0) yield events;
    else if (isAtEnd) await reading.tail.growth(position, reading.signal);
  }
}

/** Tries until the database is back: a watcher's line pauses while it is away, and does not break. */
export async function whenBack<Value>(read: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isDatabaseAway(error) || signal.aborted) throw error;
      await pause(RETRY_MS);
    }
  }
}
