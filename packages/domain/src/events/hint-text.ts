import type { EventPosition } from "./event-map.ts";

/** A position as it travels on a bus: "transaction.id"; empty when the sender could not ask. */
export function writeHint(newest: EventPosition | undefined): string {
  return newest ? `${newest.transactionId}.${newest.id}` : "";
}

/** Anything else than a position is a hint without one: what comes by a bus is never trusted further than that. */
export function readHint(text: string | undefined): EventPosition | undefined {
  const [, transactionId, id] = /^(0|[1-9]\d{0,19})\.(0|[1-9]\d{0,18})$/.exec(text ?? "") ?? [];
  return transactionId !== undefined && id !== undefined ? { transactionId, id } : undefined;
}
