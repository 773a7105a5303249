import { normalizeText } from "@langnghe/text";
import { refuseBadCharacters } from "./bad-characters.ts";
import { markExactRepeat } from "./exact-repeat.ts";
import { refuseEmpty, refuseTooLong, refuseTooShort } from "./length.ts";
import type { Draft, History, Phase, Verdict } from "./verdict.ts";

export { FEWEST_LETTERS, LONGEST_TEXT } from "./length.ts";
export type { Draft, History, Verdict } from "./verdict.ts";

/** In this order: what cannot be kept, what says nothing, what is too much, what is known already. */
const PHASES: readonly Phase[] = [refuseBadCharacters, refuseEmpty, refuseTooShort, refuseTooLong, markExactRepeat];

export function draftOf(rawText: string): Draft {
  return { rawText, text: normalizeText(rawText) };
}

/** The first verdict of the phases, or undefined: a text like any other. */
export function screenOpinion(draft: Draft, history: History): Verdict | undefined {
  for (const phase of PHASES) {
    const verdict = phase(draft, history);
    if (verdict) return verdict;
  }
  return undefined;
}
