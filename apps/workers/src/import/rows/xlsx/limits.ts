import { ImportRefusal } from "../../import-refusal.ts";

/** What a spreadsheet may grow to, counted while it is unpacked: a small file can unpack to anything. */
export interface XlsxLimits {
  /** All parts that are read, in bytes. */
  readonly unpackedBytes: number;
  /** As a spreadsheet program allows. */
  readonly rows: number;
  /** Texts kept on disk for the cells to refer to; each takes eight bytes of memory. */
  readonly sharedTexts: number;
  readonly entries: number;
}

export const XLSX_LIMITS: XlsxLimits = { unpackedBytes: 2 ** 31, rows: 1_048_576, sharedTexts: 2 ** 23, entries: 10_000 };

/** As a spreadsheet program allows; what is longer is cut, and still far above the longest opinion. */
export const LONGEST_CELL = 32_767;
export const MOST_COLUMNS = 256;

export const NOT_A_SHEET =
  "Tệp không phải là bảng tính .xlsx đọc được (có thể là dạng .xls cũ hoặc có đặt mật khẩu). Hãy mở bằng phần mềm bảng tính, lưu lại dạng .xlsx hoặc .csv.";

export function tooLarge(): ImportRefusal {
  return new ImportRefusal("Bảng tính bung ra quá lớn để đọc an toàn. Hãy lưu lại dạng .csv, hoặc chia thành nhiều tệp nhỏ hơn.");
}
