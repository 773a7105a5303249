import { COVER_WORDS, coverText, findPersonalData, type PersonalDataKind } from "@langnghe/text";

export interface FoundPersonalData {
  readonly kind: PersonalDataKind;
  /** As it was written. */
  readonly words: string;
}

/** What in a text seems to lead to a person, each wording once. */
export function foundPersonalData(text: string): FoundPersonalData[] {
  const composed = text.normalize("NFC");
  const found = findPersonalData(composed).map(({ kind, start, end }) => ({ kind, words: composed.slice(start, end) }));
  return [...new Map(found.map((each) => [each.words, each])).values()];
}

/** The text with the kind of each in its place: what was there is not sent. */
export function withoutPersonalData(text: string): string {
  const composed = text.normalize("NFC");
  return coverText(composed, findPersonalData(composed), ({ kind }) => COVER_WORDS[kind]).text;
}
