import type { RawRow, Reading } from "../raw-row.ts";
import { Archive } from "./archive.ts";
import { textOf } from "./cell-text.ts";
import { XLSX_LIMITS, type XlsxLimits } from "./limits.ts";
import { readSharedTexts } from "./read-shared-texts.ts";
import { SharedTexts } from "./shared-texts.ts";
import { readSheet, type SheetCell } from "./sheet.ts";
import { readWorkbook } from "./workbook.ts";

/** Unpacking the shared texts is about half of the work, and done before the first row. */
const TEXTS_SHARE = 0.5;

/**
 * The first sheet of an .xlsx, row by row; the first row in which anything stands names the columns. Phases:
 * 1. the workbook says which part the sheet is and which styles are dates;
 * 2. the shared texts go to a file on disk with an index in memory;
 * 3. the sheet is read as a stream, and of it nothing is held but one row.
 */
export async function* readXlsx(path: string, { onProgress, signal }: Reading, limits: XlsxLimits = XLSX_LIMITS): AsyncGenerator<RawRow> {
  const archive = await Archive.open(path, { limits, signal });
  const texts = new SharedTexts({ most: limits.sharedTexts });
  try {
    const workbook = await readWorkbook(archive);
    if (archive.has(workbook.sharedTexts)) {
      await readSharedTexts(
        archive.unpack(workbook.sharedTexts, (share) => onProgress(share * TEXTS_SHARE)),
        texts,
      );
    }
    const shareBefore = archive.has(workbook.sharedTexts) ? TEXTS_SHARE : 0;
    const pieces = archive.unpack(workbook.sheet, (share) => onProgress(shareBefore + share * (1 - shareBefore)));
    const read = (cell: SheetCell | undefined) => textOf(cell, { texts, workbook });
    let names: readonly string[] | undefined;
    for await (const { line, cells } of readSheet(pieces, limits)) {
      if (names) yield { line, names, cells: names.map((_, place) => read(cells[place])) };
      else names = Array.from(cells, (cell) => read(cell).trim());
    }
  } finally {
    texts.close();
    archive.close();
  }
}
