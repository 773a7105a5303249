import { readLines } from "./lines.ts";
import { readHead } from "./pieces.ts";
import type { RawRow, Reading } from "./raw-row.ts";

/** Far above any opinion with what may stand beside it. */
const LONGEST_LINE = 1 << 20;
const UNREADABLE = { names: [], cells: undefined } as const;

/** One JSON object a line. Values that are lists or objects themselves are left out. */
export async function* readJsonl(path: string, reading: Reading): AsyncGenerator<RawRow> {
  const { start } = await readHead(path);
  let line = 0;
  let known: readonly string[] = [];
  for await (const { text } of readLines(path, { reading, start, longest: LONGEST_LINE })) {
    line += 1;
    if (text?.trim() === "") continue;
    const fields = text === undefined ? undefined : readFields(text);
    if (fields) {
      const names = fields.map(([name]) => name);
      // Nearly always the same as before: one array for all of them.
      if (names.length !== known.length || names.some((name, place) => name !== known[place])) known = names;
      yield { line, names: known, cells: fields.map(([, value]) => value) };
    } else yield { line, ...UNREADABLE };
  }
}

function readFields(text: string): (readonly [name: string, value: string])[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.entries(value).flatMap(([name, field]) => (typeof field === "object" && field !== null ? [] : [[name, String(field ?? "")]]));
  } catch {
    return undefined;
  }
}
