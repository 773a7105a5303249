import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { needles } from "./canary-forms.ts";

/** A canary that came out: which, and where. */
export interface Finding {
  readonly where: string;
  readonly what: string;
}

const NEEDLES = needles();

export function searchBytes(where: string, bytes: Buffer): Finding[] {
  return [...NEEDLES].flatMap(([what, needle]) => {
    const at = bytes.indexOf(needle);
    if (at < 0) return [];
    const around = bytes
      .subarray(Math.max(0, at - 60), at + 80)
      .toString("latin1")
      .replace(/[^\x20-\x7e]/g, ".");
    return [{ where, what: `${what}: ${around}` }];
  });
}

/** Every file of a folder by its name and its bytes, whatever it is. */
export function searchFolder(folder: string): { readonly findings: Finding[]; readonly files: number; readonly bytes: number } {
  const findings: Finding[] = [];
  let [files, size] = [0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    findings.push(...searchBytes("the name of a file", Buffer.from(relative(folder, path))));
    if (!entry.isFile()) continue;
    const bytes = readFileSync(path);
    files += 1;
    size += bytes.length;
    findings.push(...searchBytes(relative(folder, path), bytes));
  }
  return { findings, files, bytes: size };
}
