import { statSync } from "node:fs";
import { extname } from "node:path";
import { Transform } from "node:stream";
import { ImportRefusal } from "./import-refusal.ts";
import { readCsv } from "./rows/csv.ts";
import { readJsonl } from "./rows/jsonl.ts";
import type { RowSource } from "./rows/raw-row.ts";
import { readXlsx } from "./rows/xlsx.ts";

/** The rows of a file by its ending; `onProgress` is told the share that has been read, 0 to 1. @throws ImportRefusal */
export function openRows(path: string, onProgress: (share: number) => void): RowSource {
  const size = sizeOf(path);
  if (size === 0) throw new ImportRefusal(`Tệp ${path} trống.`);
  let read = 0;
  const counter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      read += piece.length;
      onProgress(read / size);
      done(null, piece);
    },
  });
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return readCsv(path, { counter });
    case ".tsv":
      return readCsv(path, { counter, delimiter: "\t" });
    case ".jsonl":
    case ".ndjson":
      return readJsonl(path, { counter });
    case ".xlsx":
      return readXlsx(path, { onProgress });
    default:
      throw new ImportRefusal("Chỉ đọc được tệp .csv, .tsv, .jsonl và .xlsx. Lưu lại thành một trong các dạng đó.");
  }
}

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new ImportRefusal(`${path} không phải là tệp.`);
    return found.size;
  } catch (error) {
    if (error instanceof ImportRefusal) throw error;
    throw new ImportRefusal(`Không mở được tệp ${path}. Xem lại tên và quyền đọc.`);
  }
}
