import { traceOf } from "@langnghe/domain/foundation";
import type { Server } from "graphql-ws";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { MESSAGE_TOO_BIG, TRY_AGAIN_LATER } from "./close-codes.ts";

const PING_MS = 10_000;

interface Speaking<Extra> {
  readonly protocol: Server<Extra>;
  readonly extra: Extra;
  /** Bytes of the largest frame that this socket may send at the moment. */
  readonly largestFrame: () => number;
  readonly logger: Logger;
}

/**
 * Lets the protocol's library speak on a socket. Its own adapter prints a stack for each line that is cut, ten thousand at
 * once; here a cut line is an ordinary end.
 */
export function speak<Extra>(socket: WebSocket, { protocol, extra, largestFrame, logger }: Speaking<Extra>): void {
  socket.on("error", () => socket.terminate());
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on("message", (message: Buffer) => {
          if (message.length > largestFrame()) return socket.close(MESSAGE_TOO_BIG, "Frame too large");
          take(message.toString()).catch((error: unknown) => {
            logger.error(traceOf(error), "a socket's message could not be handled");
            socket.close(TRY_AGAIN_LATER, "Internal server error");
          });
        }),
    },
    extra,
  );
  const stopPinging = keepPinging(socket);
  socket.once("close", (code, reason) => {
    stopPinging();
    void closed(code, String(reason));
  });
}

/**
 * Half-open lines are found by asking: who has not answered by the next ping is cut off. A ping behind what a reader has yet to take says
 * nothing of it; whether that takes too long is the outlet's to judge.
 */
function keepPinging(socket: WebSocket): () => void {
  let hasAnswered = true;
  socket.on("pong", () => {
    hasAnswered = true;
  });
  const timer = setInterval(() => {
    // A closing line has been told why, and the library gives it 30 s to hear it.
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > 0) return;
    if (!hasAnswered) return socket.terminate();
    hasAnswered = false;
    socket.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}
