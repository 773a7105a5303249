"use client";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { ApolloProvider } from "@apollo/client/react";
import { OperationTypeNode } from "graphql";
import { type ReactNode, useState } from "react";
import { createStepUpDesk, StepUpContext } from "@/features/step-up/step-up-desk.ts";
import { createStepUpLink } from "@/features/step-up/step-up-link.ts";
import { createLine, LineContext } from "./line.ts";
import { createLiveClient } from "./live-client.ts";
import { POSSIBLE_TYPES } from "./possible-types.ts";

interface ApiProviderProps {
  readonly apiPort: string;
  readonly children: ReactNode;
}

/** The browser's own way to the api: the page's host, the api's port; one socket for everything live. */
export function ApiProvider({ apiPort, children }: ApiProviderProps) {
  const [{ client, line, stepUpDesk }] = useState(() => (typeof window === "undefined" ? connectNowhere() : connectOnce(apiPort)));
  return (
    <LineContext.Provider value={line}>
      <StepUpContext.Provider value={stepUpDesk}>
        <ApolloProvider client={client}>{children}</ApolloProvider>
      </StepUpContext.Provider>
    </LineContext.Provider>
  );
}

let connection: ReturnType<typeof connect> | undefined;

/** One for the life of the page, however often React begins anew: leaving for the sign-in page is a new page. */
function connectOnce(apiPort: string) {
  connection ??= connect(apiPort);
  return connection;
}

function connect(apiPort: string) {
  const { hostname, protocol } = window.location;
  const isSecure = protocol === "https:";
  const line = createLine();
  const stepUpDesk = createStepUpDesk();
  const http = new HttpLink({ uri: `${protocol}//${hostname}:${apiPort}/graphql`, credentials: "include" });
  const live = createLiveClient({ url: `${isSecure ? "wss" : "ws"}://${hostname}:${apiPort}/graphql`, line });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(live),
    createStepUpLink(stepUpDesk).concat(http),
  );
  return { client: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes: POSSIBLE_TYPES }) }), line, stepUpDesk };
}

/** While a page is made on the server nothing is asked through this client: its data are read with askApi. */
function connectNowhere() {
  return {
    client: new ApolloClient({ link: ApolloLink.empty(), cache: new InMemoryCache(), ssrMode: true }),
    line: createLine(),
    stepUpDesk: createStepUpDesk(),
  };
}
