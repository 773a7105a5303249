import { InvalidInput } from "./domain-error.ts";

/** One page of a list that is walked by cursor. `endCursor` is null on an empty page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}

export interface PageRequest {
  /** Rows wanted, 1 to `largestPage`. */
  readonly first: number;
  /** The cursor of the last row already seen. */
  readonly after?: string | undefined;
}

/** The place of a row in a list ordered by a moment, newest first, and by id where moments are equal. */
export interface RowPosition {
  readonly at: Date;
  readonly id: string;
}

/** Opaque to callers: they hand it back, nothing more. */
export function encodeRowCursor({ at, id }: RowPosition): string {
  return Buffer.from(`${at.getTime().toString(36)}.${id}`).toString("base64url");
}

/** The years 1 to 9999, outside of which no moment of ours lies and PostgreSQL gives up at some point. */
const FIRST_MOMENT_MS = -62_135_596_800_000;
const LAST_MOMENT_MS = 253_402_300_799_999;

/** @throws InvalidInput when the text is not a cursor of ours. */
export function decodeRowCursor(cursor: string): RowPosition {
  const [moment = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(".");
  const at = new Date(Number.parseInt(moment, 36));
  if (!(at.getTime() >= FIRST_MOMENT_MS && at.getTime() <= LAST_MOMENT_MS) || !isUuid(id)) {
    throw new InvalidInput({
      vi: "Con trỏ trang không đúng. Đọc lại từ trang đầu.",
      en: "The page cursor is not one of ours. Read from the first page again.",
    });
  }
  return { at, id };
}

/** @throws InvalidInput when the number of rows asked for is out of range. */
export function requirePageSize(first: number, largestPage: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= largestPage) return first;
  throw new InvalidInput({ vi: `Mỗi trang từ 1 đến ${largestPage} dòng.`, en: `A page holds 1 to ${largestPage} rows.` });
}

/** Cuts the extra row, asked for only to learn whether more follow. */
export function toPage<Row>(rows: readonly Row[], first: number): Page<Row> {
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids from outside are asked this first: PostgreSQL throws on anything else. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
