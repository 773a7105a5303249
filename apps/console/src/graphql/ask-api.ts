import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { cookies } from "next/headers";

const TIMEOUT_MS = 5_000;

export type ApiAnswer<Data> = { readonly kind: "answered"; readonly data: Data } | { readonly kind: "signed-out" } | { readonly kind: "away" };

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
    const { data, errors } = (await response.json()) as { data?: Data; errors?: { extensions?: { code?: string } }[] };
    if (response.status === 401 || errors?.[0]?.extensions?.code === "UNAUTHENTICATED") return { kind: "signed-out" };
    return data && !errors ? { kind: "answered", data } : { kind: "away" };
  } catch {
    return { kind: "away" };
  }
}
