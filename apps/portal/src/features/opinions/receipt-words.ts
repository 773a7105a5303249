import { readField } from "@/forms/read-field.ts";

export const RECEIPT_WORD_COUNT = 9;
/** 1 to 9, as people count the words. */
export const RECEIPT_PLACES: readonly number[] = Array.from({ length: RECEIPT_WORD_COUNT }, (_, index) => index + 1);

const NOT_LETTERS = /[^\p{L}\p{M}]+/u;

/** The name and id of the field for a word; `place` is 1 to 9. */
export function wordFieldName(place: number): string {
  return `w${place}`;
}

/**
 * The words from the nine fields. A whole code pasted into one field (with numbers, dashes or line ends between its words) is spread
 * over the fields when all the others are empty.
 */
export function readReceiptWords(form: FormData): readonly string[] {
  const fields = RECEIPT_PLACES.map((place) => splitWords(readField(form, wordFieldName(place))));
  const filled = fields.filter((words) => words.length > 0);
  if (filled.length === 1 && filled[0] && filled[0].length > 1) return filled[0];
  return fields.map((words) => words.join(" "));
}

function splitWords(typed: string): readonly string[] {
  return typed.normalize("NFC").split(NOT_LETTERS).filter(Boolean);
}
