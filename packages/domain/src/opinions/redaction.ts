import { COVER_WORDS, type CoveredText, coverText, findPersonalData, PERSONAL_DATA_KINDS, type PersonalDataSpan } from "@langnghe/text";

export const REDACTION_KINDS = PERSONAL_DATA_KINDS;
/** A part of an opinion's text that is covered. It says where and of what kind, and holds none of the words. */
export type Redaction = PersonalDataSpan;

/** The words as received, and what lies over them; null while nobody has looked for it yet. */
export interface RedactableText {
  readonly receivedText: string;
  readonly redactions: readonly Redaction[] | null;
}

/** An opinion from before redactions is looked through whenever it is shown, until it is caught up with: it is never shown bare. */
export function redactionsOf({ receivedText, redactions }: RedactableText): readonly Redaction[] {
  return redactions ?? findPersonalData(receivedText);
}

/** The text as everybody sees it, and where its covers lie. */
export function coveredTextOf(opinion: RedactableText): CoveredText<Redaction> {
  return coverText(opinion.receivedText, redactionsOf(opinion), ({ kind }) => COVER_WORDS[kind]);
}

/**
 * The text that look-ups work on: words, repeats and near-duplicates. It holds nothing of what is covered, since whoever may ask
 * "is it this number?" and is answered would learn it.
 */
export function findableTextOf(opinion: RedactableText): string {
  return coverText(opinion.receivedText, redactionsOf(opinion), () => " ").text;
}
