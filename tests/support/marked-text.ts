import { PERSONAL_DATA_KINDS, type PersonalDataKind, type PersonalDataSpan } from "@langnghe/text";

const MARK = /\[\[([A-Z_]+)\|(.+?)\]\]/g;

/** A sentence whose personal data somebody has marked: "gọi [[PHONE|0912 345 678]]". */
export interface MarkedText {
  readonly text: string;
  readonly spans: readonly PersonalDataSpan[];
}

/** One a line; lines that begin with # are headings. */
export function readMarkedTexts(file: string): MarkedText[] {
  return file
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => readMarks(line.normalize("NFC")));
}

function readMarks(line: string): MarkedText {
  const spans: PersonalDataSpan[] = [];
  let text = "";
  let from = 0;
  for (const { 0: mark, 1: kind, 2: words = "", index } of line.matchAll(MARK)) {
    text += line.slice(from, index);
    spans.push({ kind: requireKind(kind), start: text.length, end: text.length + words.length });
    text += words;
    from = index + mark.length;
  }
  return { text: text + line.slice(from), spans };
}

function requireKind(kind: string | undefined): PersonalDataKind {
  const known = PERSONAL_DATA_KINDS.find((each) => each === kind);
  if (!known) throw new Error(`No such kind: ${kind}`);
  return known;
}
