/** The api refused the request and says why, in the reader's language. */
export interface ApiRefusal {
  readonly kind: "refused";
  readonly code: string;
  readonly message: string;
}

export type ApiAnswer<Data> =
  | { readonly kind: "answered"; readonly data: Data }
  | { readonly kind: "signed-out" }
  | ApiRefusal
  | { readonly kind: "away" };

interface ApiBody {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: string; readonly extensions?: { readonly code?: string } }[];
}

/** What an answer of the api means. Only its absence, or that of its database, is "away". */
export function toAnswer<Data>({ status, body }: { status: number; body: unknown }): ApiAnswer<Data> {
  const { data, errors }: ApiBody = typeof body === "object" && body !== null ? body : {};
  const error = Array.isArray(errors) ? (errors as NonNullable<ApiBody["errors"]>)[0] : undefined;
  const code = error?.extensions?.code;
  if (status === 401 || code === "UNAUTHENTICATED") return { kind: "signed-out" };
  if (error?.message && code && code !== "SERVICE_UNAVAILABLE") return { kind: "refused", code, message: error.message };
  // The shape is the one the document's generated type describes; the schema is the contract.
  return data && !errors ? { kind: "answered", data: data as Data } : { kind: "away" };
}
