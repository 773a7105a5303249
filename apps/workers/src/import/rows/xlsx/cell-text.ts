import type { SharedTexts } from "./shared-texts.ts";
import type { SheetCell } from "./sheet.ts";
import type { Workbook } from "./workbook.ts";

/** Days from 30/12/1899, where spreadsheets begin to count, to 1/1/1970; and how much later the other beginning is. */
const EPOCH_DAYS = 25_569;
const DAYS_TO_1904 = 1_462;
const DAY_MS = 24 * 60 * 60 * 1000;
/** 31/12/9999. */
const LAST_DAY = 2_958_466;

/** What a cell says, as text; a date as ISO 8601 without a zone, since spreadsheets know none. */
export function textOf(cell: SheetCell | undefined, { texts, workbook }: { texts: SharedTexts; workbook: Workbook }): string {
  if (!cell) return "";
  const { type, style, value } = cell;
  if (type === "s") return unescaped(texts.get(Number(value)) ?? "");
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type === "e") return "";
  if (type === "str" || type === "inlineStr") return unescaped(value);
  return workbook.dateStyles.has(style) ? dateOf(value, workbook) : value;
}

function dateOf(value: string, { countsFrom1904 }: Workbook): string {
  const days = Number(value) + (countsFrom1904 ? DAYS_TO_1904 : 0);
  if (!(days >= 0 && days < LAST_DAY)) return value;
  // To the second: a fraction of a day is seldom a whole number of milliseconds.
  return new Date(Math.round((days - EPOCH_DAYS) * (DAY_MS / 1000)) * 1000).toISOString().slice(0, "2026-11-22T00:00:00".length);
}

/** Signs that XML cannot hold are written as _x000D_. */
function unescaped(text: string): string {
  return text.includes("_x") ? text.replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}
