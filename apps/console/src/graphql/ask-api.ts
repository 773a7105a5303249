import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { cookies } from "next/headers";
import { type ApiAnswer, toAnswer } from "./api-answer.ts";

const TIMEOUT_MS = 5_000;

/** Asks the api from the server, with the session of whoever asks for the page. */
export async function askApi<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<ApiAnswer<Data>> {
  try {
    const response = await fetch(process.env.API_URL ?? "http://127.0.0.1:4000/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", cookie: (await cookies()).toString() },
      body: JSON.stringify({ query: print(document), variables }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return toAnswer<Data>({ status: response.status, body: await response.json() });
  } catch {
    return { kind: "away" };
  }
}
