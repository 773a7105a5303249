import { type InfoRecord, type Options, type Parser, parse } from "csv-parse";
import { parse as parseAll } from "csv-parse/sync";
import { ImportRefusal } from "../import-refusal.ts";
import { type CsvShape, findShape } from "./csv-shape.ts";
import { readLines } from "./lines.ts";
import { readPieces, readStretch } from "./pieces.ts";
import type { RawRow, Reading } from "./raw-row.ts";

/** In bytes. A row of a spreadsheet fits; a quote that is never closed does not swallow the file. */
const LONGEST_RECORD = 262_144;

interface CsvRecord {
  readonly fields: readonly string[];
  /** In bytes from the beginning of the file. */
  readonly start: number;
  readonly end: number;
}

/** How a file is being read: where the next record begins, and what its first line said. */
interface Course {
  readonly path: string;
  readonly shape: CsvShape;
  readonly reading: Reading;
  names: readonly string[] | undefined;
  position: number;
  line: number;
}

/**
 * CSV and TSV; the first line names the columns. Where a quote stands wrongly, everything behind it could be misread, so:
 * 1. records are read until one is not to be trusted, or cannot be read at all;
 * 2. its first line is read on its own, or handed on as unreadable;
 * 3. reading starts anew with the line after it.
 */
export async function* readCsv(path: string, reading: Reading): AsyncGenerator<RawRow> {
  const shape = await findShape(path);
  if (shape.isEmpty) throw new ImportRefusal(`Tệp ${path} trống.`);
  const course: Course = { path, shape, reading, names: undefined, position: shape.start, line: 1 };
  while (yield* readUntilTrouble(course)) yield* readSuspectLine(course);
}

/** Returns whether there was trouble: then the course stands at the record that is not to be trusted. */
async function* readUntilTrouble(course: Course): AsyncGenerator<RawRow, boolean> {
  for await (const record of readRecords(course)) {
    if (!record || (await isSuspect(record, course))) return true;
    const row = toRow(record.fields, course);
    course.position = record.end;
    course.line += 1 + lineEndsIn(record.fields);
    if (row) yield row;
  }
  return false;
}

/** The records from the course's position on, then undefined if one cannot be read. */
async function* readRecords({ path, shape, reading, position }: Course): AsyncGenerator<CsvRecord | undefined> {
  const found: CsvRecord[] = [];
  let start = position;
  // Records are gathered here and not taken from the stream: at an error it would throw away those it had read before.
  const gather = ({ record, info }: { record: string[]; info: InfoRecord }) => {
    found.push({ fields: record, start, end: position + info.bytes });
    start = position + info.bytes;
    return null;
  };
  const parser = parse({ ...optionsOf(shape), info: true, max_record_size: LONGEST_RECORD, on_record: gather as never });
  parser.on("error", () => undefined);
  for await (const piece of readPieces(path, reading, position)) {
    const isReadable = await write(parser, piece);
    yield* found.splice(0);
    if (!isReadable) return yield undefined;
  }
  const isReadable = await write(parser, undefined);
  yield* found.splice(0);
  if (!isReadable) yield undefined;
}

function optionsOf({ delimiter, lineEnds }: CsvShape): Options {
  return { bom: false, delimiter, record_delimiter: lineEnds, relax_column_count: true, relax_quotes: true };
}

/** Returns whether what was written could be read; undefined ends the file. */
function write(parser: Parser, piece: Buffer | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (error?: Error | null) => resolve(!error);
    if (piece) parser.write(piece, done);
    else parser.end(done);
  });
}

/**
 * A record over several lines is doubted when it has more columns than the first line, or when a field begins with a quote:
 * either is what an unclosed quote leaves behind. Read again without leniency, the second shows itself.
 */
async function isSuspect({ fields, start, end }: CsvRecord, { path, shape, names }: Course): Promise<boolean> {
  if (!fields.some((field) => /[\r\n]/.test(field))) return false;
  if (names && hasTooMany(fields, names)) return true;
  if (!fields.some((field) => field.startsWith('"'))) return false;
  try {
    parseAll(await readStretch(path, start, end), { ...optionsOf(shape), relax_quotes: false });
    return false;
  } catch {
    return true;
  }
}

/** In a TSV a wrong quote is a letter like any other; in a CSV nobody knows where the text ends. */
async function* readSuspectLine(course: Course): AsyncGenerator<RawRow> {
  const { path, reading, shape, position } = course;
  for await (const { text, length } of readLines(path, { reading, start: position, longest: LONGEST_RECORD })) {
    const row = toRow(shape.delimiter === "\t" && text !== undefined ? text.split("\t") : undefined, course);
    course.position += length;
    course.line += 1;
    if (row) yield row;
    return;
  }
}

/** Undefined for an empty line, and for the first, which names the columns. */
function toRow(fields: readonly string[] | undefined, course: Course): RawRow | undefined {
  const { line, names } = course;
  if (fields?.every((field) => field.trim() === "")) return undefined;
  if (!names) {
    if (!fields) throw new ImportRefusal("Không đọc được dòng đầu, nơi ghi tên các cột: có dấu ngoặc kép không đóng.");
    course.names = fields.map((name) => name.trim());
    return undefined;
  }
  if (!fields || hasTooMany(fields, names)) return { line, names, cells: undefined };
  return { line, names, cells: names.map((_, place) => fields[place] ?? "") };
}

function hasTooMany(fields: readonly string[], names: readonly string[]): boolean {
  return fields.slice(names.length).some((field) => field.trim() !== "");
}

function lineEndsIn(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
