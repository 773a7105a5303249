import { countCharacters, hasLetters } from "@langnghe/text";
import type { Phase } from "./phase.ts";

/** The longest text taken in, in characters of the stored form. */
export const LONGEST_TEXT = 5_000;
/** Fewer letters and digits than this say nothing that anyone could act on. */
export const FEWEST_LETTERS = 3;

export const refuseEmpty: Phase = ({ text }) => (text === "" ? "EMPTY" : undefined);

export const refuseTooShort: Phase = ({ text }) => (hasLetters(text, FEWEST_LETTERS) ? undefined : "TOO_SHORT");

export const refuseTooLong: Phase = ({ text }) => (countCharacters(text) > LONGEST_TEXT ? "TOO_LONG" : undefined);
