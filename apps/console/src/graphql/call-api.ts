import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { type ApiAnswer, toAnswer } from "./api-answer.ts";

/** Asks the api from the browser, where there is no session yet or its cookie changes: the answer's cookie goes straight into the browser. */
export async function callApi<Data, Variables>(
  apiPort: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<ApiAnswer<Data>> {
  try {
    const { protocol, hostname } = window.location;
    const response = await fetch(`${protocol}//${hostname}:${apiPort}/graphql`, {
      method: "POST",
      credentials: "include",
      headers: { "content-type": "application/json", "accept-language": window.document.documentElement.lang },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return toAnswer<Data>({ status: response.status, body: await response.json() });
  } catch {
    return { kind: "away" };
  }
}
