/**
 * A text as forms are looked for in it: small letters without diacritics (đ → d), code unit for code unit, so that a place found here
 * is the same place in the text. Digits of full width become plain ones; blanks that do not look like blanks become blanks.
 */
export interface FlatText {
  readonly text: string;
  readonly flat: string;
  /** Whether the text carries Vietnamese marks at all: where it does not, a word's marks say nothing. */
  readonly isAccented: boolean;
}

const BEYOND_ASCII = /[^\0-\x7f]/;
const ACCENTED = /[à-ỹ]/i;
const EACH_BEYOND_ASCII = /[^\0-\x7f]/g;
const known = new Map<string, string>();

/** @param text in NFC */
export function flatten(text: string): FlatText {
  if (!BEYOND_ASCII.test(text)) return { text, flat: text.toLowerCase(), isAccented: false };
  return { text, flat: text.replace(EACH_BEYOND_ASCII, flattenUnit).toLowerCase(), isAccented: ACCENTED.test(text) };
}

function flattenUnit(unit: string): string {
  const before = known.get(unit);
  if (before !== undefined) return before;
  const flat = computeFlat(unit);
  known.set(unit, flat);
  return flat;
}

function computeFlat(unit: string): string {
  if (unit === "đ" || unit === "Đ") return "d";
  if (/[\s\u200b-\u200d\u2060\ufeff\u00ad]/.test(unit)) return " ";
  const plain = unit.normalize("NFKD").charAt(0).toLowerCase();
  // Only what became plain is taken: every other sign stays itself, so that lengths never change.
  return /[a-z0-9]/.test(plain) ? plain : unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit;
}
