import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { until } from "./until.ts";

const LIST = "{ opinions { liveCursor } }";
/** Between two calls of one caller. */
const STEP_MS = 20;
/** How long all have to stay refused before it is believed. */
const SILENCE_MS = 500;

/** Somebody who calls on and on, whatever is answered. */
export interface SteadyCaller {
  readonly door: "HTTP" | "socket";
  /** When the latest accepted call was answered; undefined before the first. */
  acceptedAt: number | undefined;
  /** When it was first refused after that. */
  refusedAt: number | undefined;
  stop(): void;
}

/** On each node one caller over HTTP and one on a socket that stays open. */
export function steadyCallers(urls: readonly string[], key: string): SteadyCaller[] {
  return urls.flatMap((url) => [callSteadily("HTTP", httpCall(url, key)), callSteadily("socket", socketCall(url, key))]);
}

/** Seconds from the end to the last accepted call of each caller; 0 when none was accepted after it. `end` returns the moment at which it ended. */
export async function secondsToLastAccepted(callers: readonly SteadyCaller[], end: () => Promise<number>): Promise<number[]> {
  await until("all are accepted", () => callers.every(({ acceptedAt }) => acceptedAt !== undefined));
  const endedAt = await end();
  await until("all are refused", () => callers.every(({ refusedAt }) => refusedAt !== undefined), { withinMs: 15_000 });
  const refusedAt = performance.now();
  await until("they stay refused", () => performance.now() - refusedAt > SILENCE_MS);
  for (const caller of callers) caller.stop();
  return callers.map(({ acceptedAt = 0 }) => Math.max(0, acceptedAt - endedAt) / 1_000);
}

function callSteadily(door: SteadyCaller["door"], call: () => Promise<boolean>): SteadyCaller {
  let isOn = true;
  const stop = () => {
    isOn = false;
  };
  const caller: SteadyCaller = { door, acceptedAt: undefined, refusedAt: undefined, stop };
  void (async () => {
    while (isOn) {
      const isAccepted = await call().catch(() => false);
      if (isAccepted) caller.acceptedAt = performance.now();
      else if (caller.acceptedAt !== undefined) caller.refusedAt ??= performance.now();
      await pause(STEP_MS);
    }
  })();
  return caller;
}

function httpCall(url: string, key: string): () => Promise<boolean> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return async () => {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: LIST }) });
    await response.text();
    return response.status === 200;
  };
}

function socketCall(url: string, key: string): () => Promise<boolean> {
  const socket = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${key}` },
  });
  const ignore = () => undefined;
  // Without something that goes on, the client would open a new socket for each call.
  socket.subscribe({ query: "subscription { opinionFeed { cursor } }" }, { next: ignore, error: ignore, complete: ignore });
  return async () => {
    for await (const { errors } of socket.iterate({ query: LIST })) return errors === undefined;
    return false;
  };
}
