import type { EventPosition } from "./event-map.ts";

/** What a hint says to other processes: the newest position its sender saw. Nothing of an event, and nothing of a sender. */
export type HeardHint = EventPosition | undefined;

/**
 * Carries hints between processes. It may lose, double and reorder them: the log is the truth, and whoever
 * hears a hint reads the log.
 */
export interface Bus {
  /** Dropped when the bus is away at the moment. Never throws. */
  send(newest: HeardHint): Promise<void>;
  /** Called once, before anything is heard. `hear` is also called when the bus is back, since something may have been missed. */
  listen(hear: (newest: HeardHint) => void): void;
  close(): Promise<void>;
}
