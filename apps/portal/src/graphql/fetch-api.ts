import { ApiRefused, ApiUnavailable } from "./api-unavailable.ts";
import type { TypedDocumentString } from "./generated/graphql";

const TIMEOUT_MS = 5000;
const DEFAULT_API_URL = "http://127.0.0.1:4000/graphql";
const TOO_MANY_REQUESTS = 429;

type VariablesOf<Variables> = Variables extends Record<string, never> ? [] : [variables: Variables];

/**
 * Asks the api from the server. The request carries the document and its variables and nothing about the visitor.
 * Throws ApiUnavailable when no complete answer comes within five seconds; neither the document nor the variables are in that error.
 */
export async function fetchApi<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: VariablesOf<Variables>
): Promise<Result> {
  const response = await post(JSON.stringify({ query: document.toString(), variables }));
  if (response.status === TOO_MANY_REQUESTS) throw new ApiUnavailable("busy");

  const answer = await readAnswer<Result>(response);
  const code = answer.errors?.[0]?.extensions?.code;
  if (code && code !== "SERVICE_UNAVAILABLE") throw new ApiRefused(code);
  if (!answer.data || answer.errors?.length) throw new ApiUnavailable("away");
  return answer.data;
}

async function post(body: string): Promise<Response> {
  try {
    return await fetch(process.env.API_URL ?? DEFAULT_API_URL, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
      body,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiUnavailable("away");
  }
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  try {
    // The shape is the one the documents' generated types describe; the schema is the contract.
    return (await response.json()) as Answer<Result>;
  } catch {
    throw new ApiUnavailable("away");
  }
}
