const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;

/** Code points, which is what a person counts as characters once the text is in NFC. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Whether there are at least so many letters and digits, 1 and more: "?!…" has none. Looks no further than it needs. */
export function hasLetters(text: string, fewest: number): boolean {
  let found = 0;
  for (const _ of text.matchAll(LETTERS_AND_DIGITS)) {
    found += 1;
    if (found >= fewest) return true;
  }
  return false;
}
