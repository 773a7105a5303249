import { createPostAnswer } from "@/forms/post-answer.ts";
import type { OpinionRefusal, WhenToForward } from "@/graphql/generated/graphql";
import type { OpinionDraft } from "./opinion-draft.ts";
import type { FoundPersonalData } from "./personal-data/found-personal-data.ts";

/** Why an opinion was not sent: the api's reasons, or no usable answer from the api. */
export type SubmitFailure = OpinionRefusal | "AWAY" | "BUSY";

export type SubmitAnswer =
  | { readonly kind: "draft"; readonly draft: OpinionDraft }
  | { readonly kind: "failed"; readonly draft: OpinionDraft; readonly failure: SubmitFailure }
  /** Not sent yet: its writer is asked first. */
  | { readonly kind: "warned"; readonly draft: OpinionDraft; readonly found: readonly FoundPersonalData[] }
  | { readonly kind: "received"; readonly receiptWords: readonly string[]; readonly forward: WhenToForward };

/** The way from the form's actions to the page that answers the same POST. */
export const submitAnswer = createPostAnswer<SubmitAnswer>();
