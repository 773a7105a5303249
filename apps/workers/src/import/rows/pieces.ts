import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { ImportRefusal } from "../import-refusal.ts";
import type { Reading } from "./raw-row.ts";

const NOT_UTF8 =
  "Tệp không ghi bằng bảng mã UTF-8 nên chữ Việt sẽ hỏng. Hãy mở tệp, lưu lại dạng “CSV UTF-8” (bảng tính) hoặc “UTF-8” (trình soạn thảo), rồi chạy lại.";
const HEAD_BYTES = 65_536;
const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/** The bytes of a file from an offset on, in pieces, with the share of the file that has gone by. */
export async function* readPieces(path: string, { onProgress }: Reading, start = 0): AsyncGenerator<Buffer> {
  const { size } = statSync(path);
  let position = start;
  for await (const piece of createReadStream(path, { start, highWaterMark: HEAD_BYTES }) as AsyncIterable<Buffer>) {
    yield piece;
    position += piece.length;
    onProgress(Math.min(1, position / size));
  }
}

/** The text between two offsets; for short stretches. */
export async function readStretch(path: string, start: number, end: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

export interface TextHead {
  /** Bytes before the first letter: 3 where a byte order mark stands, else 0. */
  readonly start: number;
  /** The first 64 KB behind it. */
  readonly text: string;
}

/** The beginning of a text file. @throws ImportRefusal when it is not UTF-8: bytes decoded wrongly are lost for good */
export async function readHead(path: string): Promise<TextHead> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    const start = head.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    return { start, text: new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(start), { stream: true }) };
  } catch (error) {
    throw error instanceof TypeError ? new ImportRefusal(NOT_UTF8) : error;
  } finally {
    await file.close();
  }
}
