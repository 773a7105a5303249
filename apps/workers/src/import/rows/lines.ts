import { readPieces } from "./pieces.ts";
import type { Reading } from "./raw-row.ts";

const LINE_FEED = 0x0a;

/** A line without its end; undefined when it is longer than the limit. */
export interface Line {
  readonly text: string | undefined;
  /** Bytes, its end included. */
  readonly length: number;
}

/**
 * Lines of a file from an offset on, parted at LF alone: JSON may hold other characters that look like line ends.
 * Of a line above `longest` bytes nothing is kept, so that a file without line ends does not fill the memory.
 */
export async function* readLines(
  path: string,
  { reading, start, longest }: { reading: Reading; start: number; longest: number },
): AsyncGenerator<Line> {
  let kept: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length > longest) kept = [];
    else kept.push(part);
  };
  const finish = (): Line => {
    const line = { text: length > longest ? undefined : textOf(kept), length };
    kept = [];
    length = 0;
    return line;
  };
  for await (const piece of readPieces(path, reading, start)) {
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
      take(piece.subarray(from, end + 1));
      from = end + 1;
      yield finish();
    }
    if (from < piece.length) take(piece.subarray(from));
  }
  if (length > 0) yield finish();
}

function textOf(parts: readonly Buffer[]): string {
  const [only] = parts;
  return (parts.length === 1 && only ? only : Buffer.concat(parts)).toString().replace(/\r?\n$/, "");
}
