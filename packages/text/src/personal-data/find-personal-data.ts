import { findAddresses } from "./addresses.ts";
import { findEmails } from "./emails.ts";
import { type FlatText, flatten } from "./flatten.ts";
import { findNumbers } from "./numbers.ts";
import { findPlates } from "./plates.ts";
import type { PersonalDataSpan } from "./span.ts";

/** The surest first: of two that overlap, the first gives the kind. */
const FINDERS: readonly ((text: FlatText) => PersonalDataSpan[])[] = [findEmails, findPlates, findNumbers, findAddresses];

/**
 * Parts of a text that lead to a person, by their form alone: in the order of the text, apart from each other. Time grows with the length.
 * @param text in NFC, as it is kept
 */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const flat = flatten(text);
  return joinOverlapping(FINDERS.flatMap((find) => find(flat)));
}

function joinOverlapping(spans: readonly PersonalDataSpan[]): PersonalDataSpan[] {
  const joined: PersonalDataSpan[] = [];
  // A stable sort: where two begin at one place, the surer stands first.
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}
