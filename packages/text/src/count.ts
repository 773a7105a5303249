const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;

/** Code points, which is what a person counts as characters once the text is in NFC. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Letters and digits only: "?!…" counts 0. */
export function countLetters(text: string): number {
  return text.match(LETTERS_AND_DIGITS)?.length ?? 0;
}
