import { LONGEST_CELL, MOST_COLUMNS, tooLarge, type XlsxLimits } from "./limits.ts";
import { parseXml } from "./xml.ts";

/** A cell as it is written down; what it shows depends on shared texts and styles. */
export interface SheetCell {
  readonly type: string;
  readonly style: number;
  readonly value: string;
}

export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly line: number;
  /** By column; what is empty is left out. */
  readonly cells: readonly (SheetCell | undefined)[];
}

/** The rows of a sheet in which anything stands. Only cell values are read, and never formulas. */
export async function* readSheet(pieces: AsyncIterable<Buffer>, limits: XlsxLimits): AsyncGenerator<SheetRow> {
  const gathered: SheetRow[] = [];
  for await (const _ of parseXml(pieces, rowGatherer(gathered, limits))) yield* gathered.splice(0);
}

function rowGatherer(gathered: SheetRow[], limits: XlsxLimits) {
  let line = 0;
  let count = 0;
  let cells: (SheetCell | undefined)[] = [];
  let next = 0;
  let cell = { column: 0, type: "", style: -1 };
  let value = "";
  let isInValue = false;
  let isAloud = false;
  return {
    open(name: string, { r = "", t = "", s = "-1" }: Readonly<Record<string, string>>) {
      if (name === "row") {
        line = /^\d{1,9}$/.test(r) ? Number(r) : line + 1;
        count += 1;
        if (count > limits.rows) throw tooLarge();
        cells = [];
        next = 0;
      }
      if (name === "c") {
        cell = { column: columnOf(r) ?? next, type: t, style: Number(s) };
        value = "";
      }
      if (name === "rPh") isAloud = true;
      isInValue = (name === "v" || name === "t") && !isAloud;
    },
    text(piece: string) {
      if (isInValue && value.length < LONGEST_CELL) value += piece.slice(0, LONGEST_CELL - value.length);
    },
    close(name: string) {
      isInValue = false;
      if (name === "rPh") isAloud = false;
      if (name === "c") {
        next = cell.column + 1;
        if (value !== "" && cell.column < MOST_COLUMNS) cells[cell.column] = { type: cell.type, style: cell.style, value };
      }
      if (name === "row" && cells.length > 0) gathered.push({ line, cells });
    },
  };
}

/** "AB12" is column 27, counted from 0. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference)?.[0];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
