import { normalizeText } from "@langnghe/text";
import type { Refusal } from "../opinion.errors.ts";
import { refuseBadCharacters } from "./bad-characters.ts";
import { refuseEmpty, refuseTooLong, refuseTooShort } from "./length.ts";
import type { Draft, Phase } from "./phase.ts";

export { FEWEST_LETTERS, LONGEST_TEXT } from "./length.ts";
export type { Draft } from "./phase.ts";

/** In this order: what cannot be kept, what says nothing, what is too much. */
const PHASES: readonly Phase[] = [refuseBadCharacters, refuseEmpty, refuseTooShort, refuseTooLong];

export function draftOf(rawText: string): Draft {
  return { rawText, text: normalizeText(rawText) };
}

/** The first refusal of the phases, or undefined: a text like any other. */
export function screenOpinion(draft: Draft): Refusal | undefined {
  for (const phase of PHASES) {
    const refusal = phase(draft);
    if (refusal) return refusal;
  }
  return undefined;
}
