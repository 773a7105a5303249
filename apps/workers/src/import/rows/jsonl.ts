import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Transform } from "node:stream";
import type { RawRow } from "./raw-row.ts";

/** One JSON object a line. Values that are no texts or numbers are left out. */
export async function* readJsonl(path: string, { counter }: { counter: Transform }): AsyncGenerator<RawRow> {
  const lines = createInterface({ input: createReadStream(path).pipe(counter), crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== "") yield { line, cells: toCells(text.replace(/^\uFEFF/, "")) };
  }
}

function toCells(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return new Map(
      Object.entries(value).flatMap(([name, cell]) => (typeof cell === "string" || typeof cell === "number" ? [[name, String(cell)] as const] : [])),
    );
  } catch {
    return undefined;
  }
}
