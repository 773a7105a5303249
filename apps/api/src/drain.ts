import type { WebSocket } from "ws";
import { GOING_AWAY } from "./live/close-codes.ts";

/** A peer that does not answer the close is cut off. */
const ANSWER_MS = 1_000;

/**
 * Closes the sockets evenly spread over the time given, so that thousands of clients do not knock at the other
 * nodes in one moment. Ends when all are closed.
 */
export async function closeSpread(sockets: Iterable<WebSocket>, spreadMs: number): Promise<void> {
  const open = [...sockets];
  const stepMs = spreadMs / Math.max(open.length - 1, 1);
  await Promise.all(open.map((socket, place) => closeAfter(socket, stepMs * place)));
}

async function closeAfter(socket: WebSocket, waitMs: number): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  socket.once("close", () => resolve());
  const closing = setTimeout(() => socket.close(GOING_AWAY, "Going away"), waitMs);
  const cutting = setTimeout(() => socket.terminate(), waitMs + ANSWER_MS);
  await closed;
  clearTimeout(closing);
  clearTimeout(cutting);
}
