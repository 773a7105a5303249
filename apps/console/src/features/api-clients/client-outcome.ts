import { CombinedGraphQLErrors, ServerError } from "@apollo/client";

/** What became of an act on an outside system. None ends in an exception. */
export type ClientOutcome =
  /** With the key where one is to be shown, this once. */
  | { readonly kind: "done"; readonly key: string | null }
  /** The server says no, in its own words. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "signedOut" }
  | { readonly kind: "away" };

interface Answer {
  readonly __typename?: string;
  readonly key?: string | null;
  readonly message?: string;
}

export async function toOutcome<Data>(work: Promise<{ data?: Data | null | undefined }>, answerIn: (data: Data) => Answer): Promise<ClientOutcome> {
  try {
    const { data } = await work;
    if (!data) return { kind: "away" };
    const { message, key = null } = answerIn(data);
    return message === undefined ? { kind: "done", key } : { kind: "refused", message };
  } catch (error) {
    return toFailure(error);
  }
}

function toFailure(error: unknown): ClientOutcome {
  if (ServerError.is(error) && error.statusCode === 401) return { kind: "signedOut" };
  const [first] = CombinedGraphQLErrors.is(error) ? error.errors : [];
  if (first?.extensions?.code === "UNAUTHENTICATED") return { kind: "signedOut" };
  return first ? { kind: "refused", message: first.message } : { kind: "away" };
}
