import { CombinedGraphQLErrors, ServerError } from "@apollo/client";
import type { ArticleInHand } from "./article-in-hand.ts";

/** What became of a save or a step. */
export type ArticleOutcome =
  | { readonly kind: "changed"; readonly article: ArticleInHand }
  /** Somebody else was first; the article is as it stands now. */
  | { readonly kind: "conflict"; readonly article: ArticleInHand; readonly message: string }
  /** A rule or a part of the content stands in the way. */
  | { readonly kind: "impossible"; readonly article: ArticleInHand | null; readonly field: string | null; readonly message: string }
  /** The server says no, in its own words. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "signedOut" }
  | { readonly kind: "away" };

export type ArticleAnswer =
  | { readonly __typename: "ArticleChanged"; readonly article: ArticleInHand }
  | { readonly __typename: "ArticleConflict"; readonly article: ArticleInHand; readonly message: string }
  | {
      readonly __typename: "ArticleStepImpossible";
      readonly current?: ArticleInHand | null | undefined;
      readonly field?: string | null | undefined;
      readonly message: string;
    }
  | { readonly __typename: "ClaimConflict" | "ClaimOutdated"; readonly message: string };

/** The editor holds the article itself: a second copy would only be members' words lying about. */
export const OUTSIDE_CACHE = { fetchPolicy: "no-cache" } as const;

const PATIENCE_MS = 20_000;

/** The context of a mutation: a server that is there and does not answer counts as away after a while. */
export function patience() {
  return { fetchOptions: { signal: AbortSignal.timeout(PATIENCE_MS) } };
}

/** An answer, or a failure on the way to it, as a value: no step of an article ends in an exception. */
export async function toOutcome<Data>(
  work: Promise<{ data?: Data | null | undefined }>,
  answerIn: (data: Data) => ArticleAnswer,
): Promise<ArticleOutcome> {
  try {
    const { data } = await work;
    return data ? toArticleOutcome(answerIn(data)) : { kind: "away" };
  } catch (error) {
    return toFailure(error);
  }
}

function toArticleOutcome(answer: ArticleAnswer): ArticleOutcome {
  switch (answer.__typename) {
    case "ArticleChanged":
      return { kind: "changed", article: answer.article };
    case "ArticleConflict":
      return { kind: "conflict", article: answer.article, message: answer.message };
    case "ArticleStepImpossible":
      return { kind: "impossible", article: answer.current ?? null, field: answer.field ?? null, message: answer.message };
    case "ClaimConflict":
    case "ClaimOutdated":
      return { kind: "refused", message: answer.message };
  }
}

function toFailure(error: unknown): ArticleOutcome {
  if (ServerError.is(error) && error.statusCode === 401) return { kind: "signedOut" };
  if (!CombinedGraphQLErrors.is(error)) return { kind: "away" };
  const [first] = error.errors;
  const code = first?.extensions?.code;
  if (code === "UNAUTHENTICATED") return { kind: "signedOut" };
  return first ? { kind: "refused", message: first.message } : { kind: "away" };
}
