import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Transform } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { ImportRefusal } from "../import-refusal.ts";
import type { RawRow } from "./raw-row.ts";

const DELIMITERS = ["\t", ";", ","] as const;
/** A text is refused above 5,000 characters anyway; a quote that is never closed must not swallow the file. */
const LONGEST_RECORD = 1_000_000;

/** CSV and TSV: the first line names the columns. A row that cannot be read is handed on without cells. */
export async function* readCsv(path: string, { counter, delimiter }: { counter: Transform; delimiter?: string }): AsyncGenerator<RawRow> {
  const parser = createReadStream(path)
    .pipe(counter)
    .pipe(
      parse({
        bom: true,
        delimiter: delimiter ?? (await findDelimiter(path)),
        // In TSV a quote is a letter like any other.
        quote: delimiter === "\t" ? null : '"',
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        max_record_size: LONGEST_RECORD,
      }),
    );
  let names: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (names) yield { line: info.lines, cells: record.length > names.length ? undefined : toCells(names, record) };
      else names = record.map((name, place) => name.trim() || String(place + 1));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportRefusal(
      `Từ dòng ${error.lines ?? "đầu"} trở đi không đọc được, thường vì một dấu ngoặc kép không đóng. Sửa dòng đó rồi chạy lại; những dòng đã nhận không bị nhận lần nữa.`,
    );
  }
}

function toCells(names: readonly string[], record: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name, place) => [name, record[place] ?? ""]));
}

/** The sign that parts most columns of the first line. */
async function findDelimiter(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const [firstLine = ""] = buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 1);
    const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length);
    return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
  } finally {
    await file.close();
  }
}
