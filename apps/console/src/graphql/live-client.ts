"use client";
import { type Client, createClient, type SubscribePayload } from "graphql-ws";
import type { Line } from "./line.ts";

const PING_MS = 4_000;
const PONG_WITHIN_MS = 4_000;
const LONGEST_WAIT_MS = 5_000;
const FORBIDDEN = 4403;

/**
 * The one socket. Phases: it connects at once and for ever; what was missed comes first ("connecting"), then it is live;
 * a ping without an answer, or a close, makes it offline until the next connection stands. Rights that end close the line too:
 * whoever still has a session is let in again and learns from the feed what is refused; only who is turned away at the door is signed out.
 */
export function createLiveClient({ url, line }: { url: string; line: Line }): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let hasStood = false;
  let isSignedOut = false;
  const lose = (event: unknown) => {
    clearTimeout(pongTimer);
    isSignedOut = closeCodeOf(event) === FORBIDDEN && !hasStood;
    hasStood = false;
    line.disconnect(isSignedOut ? "signed-out" : "offline");
  };
  const client = createClient({
    url,
    // Pages without a feed show the line too, and have to say what is true of it.
    lazy: false,
    onNonLazyError: lose,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => !isSignedOut,
    keepAlive: PING_MS,
    generateID: numberByName(),
    retryWait: (retries) => waitOrWake(Math.min(500 * 2 ** retries, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2), line),
    on: {
      connected: () => {
        hasStood = true;
        line.connect();
      },
      closed: lose,
      // A line that is half open says nothing: without a pong it is given up at once, and made anew.
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      message: ({ type }) => {
        line.touch();
        if (type === "next") line.heardNews();
      },
    },
  });
  return client;
}

/** Consoles at the same work number it alike ("OpinionFeed-1"), so that the api makes one message for all of them (ADR 0027). */
function numberByName(): (payload: SubscribePayload) => string {
  const counts = new Map<string, number>();
  return ({ operationName }) => {
    const name = operationName ?? "";
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}-${count}`;
  };
}

function waitOrWake(ms: number, line: Line): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    line.onRetry(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function closeCodeOf(event: unknown): number | undefined {
  return typeof event === "object" && event !== null && "code" in event && typeof event.code === "number" ? event.code : undefined;
}
