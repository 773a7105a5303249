import { accessSync, constants, statSync } from "node:fs";
import { extname } from "node:path";
import { ImportRefusal } from "../import-refusal.ts";
import { readCsv } from "./csv.ts";
import { readJsonl } from "./jsonl.ts";
import type { RawRow, Reading } from "./raw-row.ts";
import { readXlsx } from "./xlsx/read-xlsx.ts";

type Reader = (path: string, reading: Reading) => AsyncIterable<RawRow>;

const READERS: Readonly<Record<string, Reader>> = {
  ".csv": readCsv,
  ".tsv": readCsv,
  ".tab": readCsv,
  ".jsonl": readJsonl,
  ".ndjson": readJsonl,
  ".xlsx": readXlsx,
};

/**
 * The rows of a file, read as they are asked for, by a reader chosen by the file's ending.
 * @throws ImportRefusal at once for a file that is not there, empty or of another kind; while reading for one that is not what its ending says
 */
export function openRows(path: string, reading: Reading): AsyncIterable<RawRow> {
  const open = READERS[extname(path).toLowerCase()];
  requireReadable(path);
  if (!open) throw new ImportRefusal("Chỉ đọc được tệp .csv, .tsv, .jsonl và .xlsx. Hãy lưu tệp lại thành một trong các dạng đó.");
  return open(path, reading);
}

function requireReadable(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new ImportRefusal(`Không tìm thấy tệp ${path}.`);
  if (!found.isFile()) throw new ImportRefusal(`${path} không phải là tệp.`);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new ImportRefusal(`Không có quyền đọc tệp ${path}.`);
  }
  if (found.size === 0) throw new ImportRefusal(`Tệp ${path} trống.`);
}
