import { setTimeout as pause } from "node:timers/promises";
import { isDatabaseAway } from "@langnghe/domain/database";
import type { EventLog, EventPosition, LoggedEvent } from "@langnghe/domain/events";
import type { EventTail } from "./event-tail.ts";

const READ_LIMIT = 500;
const RETRY_MS = 300;

/**
 * Every event behind a position, in order, once, without end: the past out of the log, then what the tail holds, then
 * what comes. It is one path: the reader only ever asks "what is behind my position?", so there is no seam to lose or
 * double anything at. The reader pulls; one that stops pulling holds a position and no memory.
 */
export async function* followLog({
  log,
  tail,
  after,
  signal,
}: {
  log: EventLog;
  tail: EventTail;
  after: EventPosition;
  signal: AbortSignal;
}): AsyncGenerator<readonly LoggedEvent[]> {
  let position = after;
  while (!signal.aborted) {
    const from = position;
    const heldFrom = tail.start;
    const held = tail.readAfter(from);
    const events = held ?? (await whenBack(() => log.read({ after: from, limit: READ_LIMIT }), signal));
    const last = events.at(-1);
    if (last) {
      position = last.position;
      yield events;
    } else if (held) {
      await tail.growth(signal);
    } else {
      // Nothing in the log between here and what the tail holds: go on from there, without a wait that could miss its wake-up.
      position = heldFrom;
    }
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
