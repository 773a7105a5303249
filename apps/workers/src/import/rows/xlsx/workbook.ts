import { posix } from "node:path";
import { ImportRefusal } from "../../import-refusal.ts";
import type { Archive } from "./archive.ts";
import { NOT_A_SHEET } from "./limits.ts";
import { readXml } from "./xml.ts";

const FOLDER = "xl";
/** Built-in number formats that show a date, also those of East Asian editions. */
const DATE_FORMATS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58];

/** What the other parts say about the first sheet. */
export interface Workbook {
  /** Names of parts. */
  readonly sheet: string;
  readonly sharedTexts: string;
  /** Numbers of the cell styles that show a date. */
  readonly dateStyles: ReadonlySet<number>;
  /** Days are counted from 1904 and not from 1900, as old programs on the Macintosh did. */
  readonly countsFrom1904: boolean;
}

/** @throws ImportRefusal when the archive holds no spreadsheet */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const relations = await readRelations(archive);
  const { sheetId, countsFrom1904 } = await readFirstSheet(archive);
  const sheet = relations.find(({ id }) => id === sheetId)?.target;
  if (!sheet || !archive.has(sheet)) throw new ImportRefusal(NOT_A_SHEET);
  const partOf = (kind: string) => relations.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? "";
  return { sheet, sharedTexts: partOf("sharedStrings"), dateStyles: await readDateStyles(archive, partOf("styles")), countsFrom1904 };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function readRelations(archive: Archive): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readXml(requiredPart(archive, `${FOLDER}/_rels/workbook.xml.rels`), {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (name !== "Relationship") return;
      // Relative to the workbook, or from the root of the archive.
      relations.push({ id: Id, type: Type, target: Target.startsWith("/") ? Target.slice(1) : posix.join(FOLDER, Target) });
    },
  });
  return relations;
}

/** The sheet whose tab stands first; the numbers in the parts' names tell the order in which sheets were made. */
async function readFirstSheet(archive: Archive): Promise<{ sheetId: string | undefined; countsFrom1904: boolean }> {
  let sheetId: string | undefined;
  let countsFrom1904 = false;
  await readXml(requiredPart(archive, `${FOLDER}/workbook.xml`), {
    open(name, attributes) {
      if (name === "workbookPr") countsFrom1904 = ["1", "true"].includes(attributes.date1904 ?? "");
      if (name === "sheet") sheetId ??= Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
    },
  });
  return { sheetId, countsFrom1904 };
}

async function readDateStyles(archive: Archive, part: string): Promise<ReadonlySet<number>> {
  const dateFormats = new Set(DATE_FORMATS);
  const dateStyles = new Set<number>();
  let isInCellStyles = false;
  let style = 0;
  await readXml(archive.unpack(part), {
    open(name, { numFmtId, formatCode = "" }) {
      if (name === "numFmt" && showsDate(formatCode)) dateFormats.add(Number(numFmtId));
      if (name === "cellXfs") isInCellStyles = true;
      if (name !== "xf" || !isInCellStyles) return;
      if (dateFormats.has(Number(numFmtId))) dateStyles.add(style);
      style += 1;
    },
    close(name) {
      if (name === "cellXfs") isInCellStyles = false;
    },
  }).catch((error: unknown) => {
    // No styles at all: then nothing is shown as a date.
    if (part !== "") throw error;
  });
  return dateStyles;
}

/** Letters of days and hours, outside of quoted words, colours in brackets and escaped signs. */
function showsDate(formatCode: string): boolean {
  return /[ymdh]/i.test(formatCode.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, ""));
}

function requiredPart(archive: Archive, name: string): AsyncIterable<Buffer> {
  if (!archive.has(name)) throw new ImportRefusal(NOT_A_SHEET);
  return archive.unpack(name);
}
