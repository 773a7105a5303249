import "reflect-metadata";
import { createClient, type Client as SocketClient } from "graphql-ws";
import pino from "pino";
import { afterAll } from "vitest";
import WebSocket from "ws";
import { startServer } from "../../apps/api/src/server.ts";
import type { Settings } from "../../apps/api/src/settings.ts";
import { nextFreePort } from "../../scripts/ground/ports.mjs";

export interface Answer<Data = Record<string, any>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface TestApi {
  readonly url: string;
  readonly socketUrl: string;
  readonly origin: string;
  /** Posts a document; `as` is a key or a session cookie. */
  ask(query: string, variables?: Record<string, unknown>, as?: Credentials): Promise<Answer>;
  /** A socket of its own, which speaks graphql-transport-ws and does not reconnect. */
  connect(as?: Credentials): SocketClient;
  stop(): Promise<void>;
}

export interface Credentials {
  readonly key?: string;
  readonly cookie?: string;
  readonly locale?: string;
}

/** The real api on a port of its own; with wide limits one account may play many people. Its log is silent but for what the caller gathers. */
export async function anApi(
  databaseUrl: string,
  {
    log = pino({ level: "silent" }),
    port,
    limits = "WIDE",
    moreResolvers = [],
    trustedProxyHops = 0,
    signIn,
    provider,
  }: {
    log?: pino.Logger;
    port?: number;
    limits?: "WIDE" | "AS_SHIPPED";
    moreResolvers?: readonly object[];
    trustedProxyHops?: number;
  } & Pick<Settings, "signIn" | "provider"> = {},
): Promise<TestApi> {
  const ownPort = port ?? (await nextFreePort({ from: 21_000 + Math.floor(Math.random() * 9_000), host: "127.0.0.1" }));
  const origin = "http://127.0.0.1:3000";
  const server = await startServer(
    {
      databaseUrl,
      host: "127.0.0.1",
      port: ownPort,
      origins: new Set([origin]),
      logLevel: "silent",
      poolSize: 10,
      trustedProxyHops,
      ...(signIn && { signIn }),
      provider,
      socketsPerCaller: limits === "WIDE" ? 1_000 : undefined,
    },
    log,
    moreResolvers,
  );
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await server.close();
    isStopped = true;
  };
  afterAll(stop);
  const url = `${server.address}/graphql`;
  const socketUrl = url.replace(/^http/, "ws");
  return { url, socketUrl, origin, stop, ask: (query, variables, as) => ask(url, { query, variables }, as), connect: (as) => connect(socketUrl, as) };
}

/** One operation over a socket, answered as over HTTP. */
export function askOnSocket(socket: SocketClient, query: string, variables?: Record<string, unknown>): Promise<Pick<Answer, "data" | "errors">> {
  return new Promise((resolve, reject) => {
    let answer: Pick<Answer, "data" | "errors"> = { data: {} };
    socket.subscribe(
      { query, ...(variables && { variables }) },
      {
        next: (result) => {
          answer = result as unknown as Pick<Answer, "data" | "errors">;
        },
        error: (errors) => (Array.isArray(errors) ? resolve({ data: {}, errors: errors as NonNullable<Answer["errors"]> }) : reject(errors)),
        complete: () => resolve(answer),
      },
    );
  });
}

async function ask(url: string, body: unknown, { key, cookie, locale }: Credentials = {}): Promise<Answer> {
  const headers = {
    "content-type": "application/json",
    ...(key && { authorization: `Bearer ${key}` }),
    ...(cookie && { cookie }),
    ...(locale && { "accept-language": locale }),
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const { data, errors } = (await response.json()) as Answer;
  return { status: response.status, headers: response.headers, data, ...(errors && { errors }) };
}

function connect(url: string, { key, cookie }: Credentials = {}): SocketClient {
  class WithCookie extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers: cookie ? { cookie } : {} });
    }
  }
  return createClient({
    url,
    webSocketImpl: WithCookie,
    retryAttempts: 0,
    lazy: true,
    ...(key && { connectionParams: { authorization: `Bearer ${key}` } }),
  });
}
