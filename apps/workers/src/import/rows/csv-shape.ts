import { readHead } from "./pieces.ts";

const DELIMITERS = ["\t", ";", ","] as const;
/** For a file with one column, in which a comma is only a comma: a sign that no text holds. */
const NO_DELIMITER = "\u001F";

export interface CsvShape {
  readonly delimiter: string;
  readonly lineEnds: string[];
  /** Where the first line begins, in bytes. */
  readonly start: number;
  readonly isEmpty: boolean;
}

/** How a file parts its columns and lines, as its beginning tells. */
export async function findShape(path: string): Promise<CsvShape> {
  const { start, text } = await readHead(path);
  const [firstLine = ""] = text.trimStart().split(/\r\n|\n|\r/, 1);
  // A delimiter inside quotes is a part of the name.
  const unquoted = firstLine.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return {
    delimiter: (most > 0 && DELIMITERS[counts.indexOf(most)]) || NO_DELIMITER,
    // Files put together from several may mix both; a lone CR ends a line only where there is no LF at all.
    lineEnds: text.includes("\n") ? ["\r\n", "\n"] : ["\r"],
    start,
    isEmpty: text.trim() === "",
  };
}
