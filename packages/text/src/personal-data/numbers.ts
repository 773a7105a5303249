import { type DigitGroup, type DigitRun, digitRunsOf } from "./digit-runs.ts";
import type { FlatText } from "./flatten.ts";
import { mayBeNumber, NUMBER_FORMS, type NumberForm, type NumberInPlace, WordsBefore } from "./number-forms.ts";
import type { PersonalDataKind, PersonalDataSpan } from "./span.ts";

const FEWEST_DIGITS = 6;
const MOST_DIGITS = 19;
const MOST_GROUPS = 14;
const LOOK_BEFORE = 48;
const LOOK_AFTER = 24;
const LONGEST_DATE = 14;
/** A document's number goes on behind a stroke: "0123456789/QĐ-CĐ". */
const OF_A_DOCUMENT = /^ ?\/ ?[a-z]{2}/;
/** Digits inside of something made of letters and digits, as an id or a code is: "3f2a91-0912345678-b7". */
const IN_A_CODE = /(?:[a-z][a-z-]*[0-9]|[0-9][0-9-]*[a-z])[a-z0-9-]*$/;
const GOES_ON_AS_A_CODE = /^(?:-?[a-z]+-?[0-9]|-?[0-9]+[a-z])/;
const DATE = /^(?:[0-3]?\d[ .,\-–]{1,2}[01]?\d[ .,\-–]{1,2}(?:19|20)\d\d|(?:19|20)\d\d[ .,\-–]{1,2}[01]?\d[ .,\-–]{1,2}[0-3]?\d)(?!\d)/;

/** Telephone, identity, insurance and account numbers. */
export function findNumbers({ flat }: FlatText): PersonalDataSpan[] {
  return digitRunsOf(flat).flatMap((run) => spansOfRun(run, flat));
}

function spansOfRun(run: DigitRun, flat: string): PersonalDataSpan[] {
  const datesAt = new Set(run.filter((group) => isDate(group, flat)));
  const spans: PersonalDataSpan[] = [];
  for (let first = 0; first < run.length; ) {
    const rest = run.slice(first, first + MOST_GROUPS);
    const found = longestOf(rest.slice(0, countWithin(rest, datesAt)), { flat, endOfRun: run.at(-1)?.end ?? 0 });
    if (found) spans.push({ kind: found.kind, start: startOf(run[first], flat), end: found.end });
    first += found?.count ?? 1;
  }
  return spans;
}

interface Found {
  readonly kind: PersonalDataKind;
  readonly end: number;
  /** Of its groups. */
  readonly count: number;
}

/** The longest number that begins with the first of these groups and has a form. */
function longestOf(groups: DigitRun, { flat, endOfRun }: { flat: string; endOfRun: number }): Found | undefined {
  const start = groups[0]?.start ?? 0;
  const before = new WordsBefore(flat.slice(Math.max(flat.lastIndexOf("\n", start - 1) + 1, start - LOOK_BEFORE), start));
  let digits = groups.map((group) => group.digits).join("");
  for (let count = groups.length; digits.length >= FEWEST_DIGITS; count -= 1) {
    const last = groups[count - 1];
    const end = last?.end ?? 0;
    if (mayBeNumber(digits, before, { isEndOfRun: end === endOfRun })) {
      const form = formOf(groups.slice(0, count), { digits, before, after: flat.slice(end, end + LOOK_AFTER) });
      if (form) return { kind: form.kind, end, count };
    }
    digits = digits.slice(0, digits.length - (last?.digits.length ?? digits.length));
  }
  return undefined;
}

/** How many groups have no more digits than the longest number, and end before a date begins. */
function countWithin(groups: DigitRun, datesAt: ReadonlySet<DigitGroup>): number {
  let digits = 0;
  const beyond = groups.findIndex((group) => {
    digits += group.digits.length;
    return digits > MOST_DIGITS || datesAt.has(group);
  });
  return beyond === -1 ? groups.length : beyond;
}

function isDate({ start, digits }: DigitGroup, flat: string): boolean {
  return digits.length <= 4 && DATE.test(flat.slice(start, start + LONGEST_DATE));
}

function formOf(groups: DigitRun, number: NumberInPlace): NumberForm | undefined {
  if (isOfWords(groups) || isInThousands(groups) || areYears(groups) || isInACode(number)) return undefined;
  return NUMBER_FORMS.find((form) => (form.isPlain || isOneNumber(groups)) && form.fits(number));
}

function isInACode({ before, after }: NumberInPlace): boolean {
  return before.say(IN_A_CODE) || GOES_ON_AS_A_CODE.test(after) || OF_A_DOCUMENT.test(after);
}

/** Words that only happen to be digits: "năm sáu người". */
function isOfWords(groups: DigitRun): boolean {
  const speltCount = groups.filter(({ isSpelt }) => isSpelt).length;
  return speltCount > 0 && (speltCount < 3 || groups.length < FEWEST_DIGITS);
}

/** A sum: "5.000.000". */
function isInThousands([first, ...rest]: DigitRun): boolean {
  return (
    first !== undefined &&
    rest.length > 0 &&
    first.digits.length <= 3 &&
    !first.digits.startsWith("0") &&
    rest.every(({ digits, gap }) => digits.length === 3 && (gap === "." || gap === ","))
  );
}

/** "2021-2025". */
function areYears(groups: DigitRun): boolean {
  return groups.length > 1 && groups.every(({ digits }) => /^(?:19|20)\d\d$/.test(digits));
}

/** Without a shape of their own, numbers side by side must not be taken for one: a short group belongs to it, a long one stands alone. */
function isOneNumber(groups: DigitRun): boolean {
  return groups.length === 1 || groups.every(({ digits, gap }) => digits.length <= 7 && !gap.includes(","));
}

/** The plus sign and the opening bracket belong to the number. */
function startOf(first: DigitGroup | undefined, flat: string): number {
  let start = first?.start ?? 0;
  while (start > 0 && "(+".includes(flat.charAt(start - 1))) start -= 1;
  return start;
}
