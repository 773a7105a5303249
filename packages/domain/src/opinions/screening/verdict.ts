import type { Refusal } from "../opinion.errors.ts";

/** What a phase looks at: one text as it will be stored, and what is known of earlier ones. */
export interface Draft {
  /** As it arrived. */
  readonly rawText: string;
  /** As it would be kept: see `normalizeText`. */
  readonly text: string;
}

/** Earlier opinions of the same channel by exact text; ids only. */
export interface History {
  readonly earliestWithSameText: string | undefined;
}

export type Verdict = { readonly kind: "REFUSE"; readonly refusal: Refusal } | { readonly kind: "REPEAT"; readonly repeatOfId: string };

/** A small pure step; the first verdict ends the screening. */
export type Phase = (draft: Draft, history: History) => Verdict | undefined;
