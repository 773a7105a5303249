import { once } from "node:events";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ImportRefusal } from "../import-refusal.ts";
import type { RawRow } from "./raw-row.ts";
import { SharedTexts } from "./shared-texts.ts";

/** Counted while unpacking: a small file can unpack to anything. */
const MOST_UNPACKED_BYTES = 2 ** 31;
const LONGEST_CELL = 32_767;
const MOST_COLUMNS = 200;
const NOT_A_SHEET = "Tệp không phải là bảng tính .xlsx đọc được. Mở bằng phần mềm bảng tính rồi lưu lại dạng .xlsx hoặc .csv.";
/** Days from 30/12/1899, where spreadsheets begin to count, to 1/1/1970. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The first sheet of an .xlsx, row by row. Phases: the shared texts go to a file on disk with an index in memory;
 * the styles say which numbers are dates; the sheet itself is read as a stream. Nothing of it is held but one row.
 */
export async function* readXlsx(path: string, { onProgress }: { onProgress: (share: number) => void }): AsyncGenerator<RawRow> {
  const zip = await openZip(path);
  const entries = await listEntries(zip);
  const sheet = entries.get("xl/worksheets/sheet1.xml") ?? [...entries.values()].find(({ fileName }) => fileName.startsWith("xl/worksheets/"));
  if (!sheet) throw new ImportRefusal(NOT_A_SHEET);
  const budget = { left: MOST_UNPACKED_BYTES };
  const texts = new SharedTexts();
  try {
    await readSharedTexts(await unpack(zip, entries.get("xl/sharedStrings.xml"), budget), texts);
    const dateStyles = await readDateStyles(await unpack(zip, entries.get("xl/styles.xml"), budget));
    const stream = await unpack(zip, sheet, budget);
    let names: readonly string[] | undefined;
    for await (const { line, cells, readBytes } of readSheet(stream, { texts, dateStyles })) {
      onProgress(sheet.uncompressedSize === 0 ? 1 : readBytes / sheet.uncompressedSize);
      if (names) yield { line, cells: new Map(names.map((name, place) => [name, cells[place] ?? ""])) };
      else names = cells.map((name, place) => name.trim() || String(place + 1));
    }
  } finally {
    texts.close();
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await promisify<string, yauzl.Options, ZipFile>(yauzl.open)(path, { lazyEntries: true, autoClose: false });
  } catch {
    throw new ImportRefusal(NOT_A_SHEET);
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  zip.on("entry", (entry: Entry) => {
    entries.set(entry.fileName, entry);
    zip.readEntry();
  });
  zip.readEntry();
  await once(zip, "end").catch(() => {
    throw new ImportRefusal(NOT_A_SHEET);
  });
  return entries;
}

interface Budget {
  left: number;
}

/** What an entry unpacks to, in pieces; undefined when there is no such entry. */
async function unpack(zip: ZipFile, entry: Entry | undefined, budget: Budget): Promise<AsyncIterable<Buffer> | undefined> {
  if (!entry) return undefined;
  const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
  return (async function* () {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      budget.left -= piece.length;
      if (budget.left < 0) throw new ImportRefusal("Bảng tính bung ra quá lớn. Chia thành nhiều tệp nhỏ hơn.");
      yield piece;
    }
  })();
}

/** Feeds pieces to a parser; what the handlers gather between two pieces is handed on. */
async function* parseXml<Item>(stream: AsyncIterable<Buffer>, parser: SaxesParser, gathered: Item[]): AsyncGenerator<Item> {
  const decoder = new TextDecoder();
  try {
    for await (const piece of stream) {
      parser.write(decoder.decode(piece, { stream: true }));
      yield* gathered.splice(0);
    }
    parser.close();
  } catch (error) {
    throw error instanceof ImportRefusal ? error : new ImportRefusal(NOT_A_SHEET);
  }
  yield* gathered.splice(0);
}

/** A text may come in several runs (`r`), each with its own `t`; what stands in `rPh` is how it is read aloud. */
async function readSharedTexts(stream: AsyncIterable<Buffer> | undefined, texts: SharedTexts): Promise<void> {
  if (!stream) return;
  const parser = new SaxesParser();
  let text = "";
  let isInText = false;
  let isAloud = false;
  parser.on("opentag", ({ name }: SaxesTagPlain) => {
    if (name === "si") text = "";
    if (name === "rPh") isAloud = true;
    isInText = name === "t" && !isAloud;
  });
  parser.on("text", (piece) => {
    if (isInText && text.length < LONGEST_CELL) text += piece;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "t") isInText = false;
    if (name === "rPh") isAloud = false;
    if (name === "si") texts.add(text.slice(0, LONGEST_CELL));
  });
  for await (const _ of parseXml<never>(stream, parser, [])) {
    // The handlers have put the texts away.
  }
}

/** Numbers of the cell styles that show a date. */
async function readDateStyles(stream: AsyncIterable<Buffer> | undefined): Promise<ReadonlySet<number>> {
  const dateFormats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
  const dateStyles = new Set<number>();
  if (!stream) return dateStyles;
  const parser = new SaxesParser();
  let isInCellStyles = false;
  let style = 0;
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    if (name === "numFmt" && /[ymdh]/i.test((attributes.formatCode ?? "").replace(/"[^"]*"|\[[^\]]*\]/g, "")))
      dateFormats.add(Number(attributes.numFmtId));
    if (name === "cellXfs") isInCellStyles = true;
    if (name === "xf" && isInCellStyles) {
      if (dateFormats.has(Number(attributes.numFmtId))) dateStyles.add(style);
      style += 1;
    }
  });
  parser.on("closetag", ({ name }) => {
    if (name === "cellXfs") isInCellStyles = false;
  });
  for await (const _ of parseXml<never>(stream, parser, [])) {
    // The handlers have noted the styles.
  }
  return dateStyles;
}

interface SheetRow {
  readonly line: number;
  readonly cells: string[];
  readonly readBytes: number;
}

async function* readSheet(
  stream: AsyncIterable<Buffer> | undefined,
  { texts, dateStyles }: { texts: SharedTexts; dateStyles: ReadonlySet<number> },
): AsyncGenerator<SheetRow> {
  if (!stream) return;
  const parser = new SaxesParser();
  const gathered: SheetRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let cell = { column: 0, type: "", style: -1 };
  let value = "";
  let isInValue = false;
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    if (name === "row") {
      line = Number(attributes.r ?? line + 1);
      cells = [];
    }
    if (name === "c") {
      cell = { column: attributes.r ? columnOf(attributes.r) : cells.length, type: attributes.t ?? "", style: Number(attributes.s ?? -1) };
      value = "";
    }
    isInValue = name === "v" || name === "t";
  });
  parser.on("text", (piece) => {
    if (isInValue && value.length < LONGEST_CELL) value += piece;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "v" || name === "t") isInValue = false;
    if (name === "c" && cell.column < MOST_COLUMNS) {
      while (cells.length < cell.column) cells.push("");
      cells[cell.column] = textOf(value, { ...cell, texts, dateStyles });
    }
    if (name === "row" && cells.some((text) => text !== "")) gathered.push({ line, cells, readBytes: parser.position });
  });
  yield* parseXml(stream, parser, gathered);
}

function textOf(
  value: string,
  { type, style, texts, dateStyles }: { type: string; style: number; texts: SharedTexts; dateStyles: ReadonlySet<number> },
): string {
  if (type === "s") return texts.get(Number(value)) ?? "";
  if (type === "" && value !== "" && dateStyles.has(style))
    return new Date(Math.round((Number(value) - EPOCH_DAYS) * DAY_MS)).toISOString().replace(/\.000Z$/, "");
  return value.slice(0, LONGEST_CELL);
}

/** "AB12" is column 27, counted from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? "A";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
