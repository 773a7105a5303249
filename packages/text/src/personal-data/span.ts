/** What kinds of personal data are looked for. */
export const PERSONAL_DATA_KINDS = ["PHONE", "NATIONAL_ID", "PERSONAL_CODE", "BANK_ACCOUNT", "EMAIL", "PLATE", "ADDRESS"] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** A part of a text, in UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PersonalDataSpan extends Span {
  readonly kind: PersonalDataKind;
}
