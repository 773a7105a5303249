import { createHash } from "node:crypto";
import { type BatchItem, type Refusal, wordsOfRefusal } from "@langnghe/domain/opinions";
import { normalizeText } from "@langnghe/text";
import type { RawRow } from "../rows/raw-row.ts";
import { type Columns, findColumns } from "./columns.ts";
import { readMoment } from "./moment.ts";
import { Occurrences } from "./occurrences.ts";

type RowRefusal = Refusal | "UNREADABLE" | "BAD_DATE";

/** What a row means: an opinion to submit, or why it is none. */
export type RowMeaning =
  | { readonly line: number; readonly item: BatchItem; readonly isRepeatedOrigin: boolean }
  | { readonly line: number; readonly refusal: RowRefusal };

export interface RowReaderOptions {
  /** Unit code of the rows that name none. */
  readonly unit: string | undefined;
  /** Name or 1-based number of the column with the text; guessed when left out. */
  readonly textColumn: string | undefined;
  /** Told once, with the first row that can be read. */
  readonly onColumns: (columns: Columns, names: readonly string[]) => void;
}

const ROW_REFUSAL_WORDS = {
  UNREADABLE: "Không đọc được dòng này: dấu ngoặc kép đặt sai, thừa cột hoặc không đúng dạng. Sửa lại rồi nhập lại.",
  BAD_DATE: "Ngày không đọc được. Ghi theo dạng 22/11/2026 hoặc 2026-11-22.",
} as const;

/** The sentence for a person who wants to mend the row. */
export function wordsOfRow(refusal: RowRefusal): string {
  return refusal === "UNREADABLE" || refusal === "BAD_DATE" ? ROW_REFUSAL_WORDS[refusal] : wordsOfRefusal(refusal).vi;
}

/**
 * Makes the reader of one file's rows. It remembers which origins it has seen, eight bytes of each.
 * The reader throws ImportRefusal when the first row does not tell which column holds the text.
 */
export function createRowReader({ unit, textColumn, onColumns }: RowReaderOptions): (row: RawRow) => RowMeaning {
  const columnsOf = createColumnFinder(textColumn, onColumns);
  const occurrences = new Occurrences();
  return ({ line, names, cells }) => {
    const columns = cells && columnsOf(names);
    if (!columns) return { line, refusal: "UNREADABLE" };
    const cell = (place: number | undefined) => (place === undefined ? "" : (cells[place] ?? ""));
    const text = cell(columns.text);
    // What a decoder puts where bytes were lost.
    if (text.includes("\uFFFD")) return { line, refusal: "BAD_CHARACTERS" };
    const date = cell(columns.occurredAt).trim();
    const occurredAt = date === "" ? undefined : readMoment(date);
    if (date !== "" && !occurredAt) return { line, refusal: "BAD_DATE" };
    const unitCode = cell(columns.unit).trim() || unit;
    const { externalId, isRepeatedOrigin } = originOf({ ownId: cell(columns.externalId).trim(), text, unitCode, occurredAt }, occurrences);
    return { line, item: { text, unitCode, externalId, occurredAt }, isRepeatedOrigin };
  };
}

/**
 * The columns of a row. The first row decides which one holds the text, and that one cannot be left open; in JSONL later
 * rows may have other columns beside it, and one without it cannot be read.
 */
function createColumnFinder(textColumn: string | undefined, onColumns: RowReaderOptions["onColumns"]) {
  let textName: string | undefined;
  let latest: { readonly names: readonly string[]; readonly columns: Columns | undefined } | undefined;
  return (names: readonly string[]): Columns | undefined => {
    if (latest?.names === names) return latest.columns;
    if (textName === undefined) {
      const columns = findColumns(names, textColumn);
      textName = names[columns.text] ?? "";
      latest = { names, columns };
      onColumns(columns, names);
    } else latest = { names, columns: names.includes(textName) ? findColumns(names, textName) : undefined };
    return latest.columns;
  };
}

interface RowOrigin {
  readonly ownId: string;
  readonly text: string;
  readonly unitCode: string | undefined;
  readonly occurredAt: Date | undefined;
}

/**
 * By what a row is known when the file is brought in again: its own id, or else its content and its number among equal ones,
 * so that people who said the same stay several. The content is taken as it will be kept: the same table saved in
 * another format is the same rows. Two contents with the same eight bytes would share their numbering, which
 * is the same at each run and so does no harm.
 */
function originOf({ ownId, text, unitCode, occurredAt }: RowOrigin, occurrences: Occurrences): { externalId: string; isRepeatedOrigin: boolean } {
  const content = ownId === "" ? [normalizeText(text), unitCode?.toUpperCase() ?? "", occurredAt?.toISOString() ?? ""] : ownId;
  const digest = createHash("sha256").update(JSON.stringify(content)).digest();
  const number = occurrences.count(digest);
  if (ownId !== "") return { externalId: ownId, isRepeatedOrigin: number > 1 };
  return { externalId: `row:${digest.toString("hex")}:${number}`, isRepeatedOrigin: false };
}
