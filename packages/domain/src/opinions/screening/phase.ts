import type { Refusal } from "../opinion.errors.ts";

/** What a phase looks at. */
export interface Draft {
  /** As it arrived. */
  readonly rawText: string;
  /** As it would be kept: see `normalizeText`. */
  readonly text: string;
}

/** A small pure step; the first refusal ends the screening. */
export type Phase = (draft: Draft) => Refusal | undefined;
