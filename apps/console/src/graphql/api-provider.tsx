"use client";
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { ApolloProvider } from "@apollo/client/react";
import { ApolloLink } from "@apollo/client";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { type ReactNode, useEffect, useState } from "react";
import { LineContext, type LineState, createLine } from "./line.ts";

interface ApiProviderProps {
  readonly apiPort: string;
  readonly children: ReactNode;
}

/** The browser's own way to the api: the page's host, the api's port; one socket for everything live. */
export function ApiProvider({ apiPort, children }: ApiProviderProps) {
  const [{ client, line, dispose }] = useState(() => connect(apiPort));
  useEffect(() => dispose, [dispose]);
  return (
    <LineContext.Provider value={line}>
      <ApolloProvider client={client}>{children}</ApolloProvider>
    </LineContext.Provider>
  );
}

const PING_MS = 5_000;
const PONG_WITHIN_MS = 4_000;

function connect(apiPort: string) {
  const line = createLine();
  // On the server nothing is asked through this client: the first page is read with askApi.
  const host = typeof window === "undefined" ? "127.0.0.1" : window.location.hostname;
  const secure = typeof window !== "undefined" && window.location.protocol === "https:" ? "s" : "";
  const http = new HttpLink({ uri: `http${secure}://${host}:${apiPort}/graphql`, credentials: "include" });
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  const set = (state: LineState) => line.set(state);
  const live = createClient({
    url: `ws${secure}://${host}:${apiPort}/graphql`,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    keepAlive: PING_MS,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** retries, 5_000) * (0.5 + Math.random() / 2))),
    on: {
      connecting: () => set("connecting"),
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: () => set("live"),
      closed: () => set("offline"),
      // A line that is half open says nothing: without a pong it is closed, and made anew.
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => socket?.close(4408, "no pong"), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      message: () => line.touch(),
    },
  });
  const link = ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(live), http);
  const client = new ApolloClient({ link, cache: new InMemoryCache(), ssrMode: typeof window === "undefined" });
  return { client, line, dispose: () => void live.dispose() };
}
