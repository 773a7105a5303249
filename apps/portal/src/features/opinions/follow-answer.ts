import { createPostAnswer } from "@/forms/post-answer.ts";
import type { OpinionByReceiptQuery } from "@/graphql/generated/graphql";

export type FollowedOpinion = NonNullable<OpinionByReceiptQuery["opinionByReceipt"]>;

export type FollowFailure =
  | { readonly kind: "missing"; readonly places: readonly number[] }
  | { readonly kind: "tooMany" }
  | { readonly kind: "unknown" }
  | { readonly kind: "away" }
  | { readonly kind: "busy" };

export type FollowAnswer =
  | { readonly kind: "opened"; readonly opinion: FollowedOpinion }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "failed"; readonly words: readonly string[]; readonly failure: FollowFailure };

/** The way from the form's action to the page that answers the same POST. */
export const followAnswer = createPostAnswer<FollowAnswer>();
