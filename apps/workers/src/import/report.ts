import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * The rows that were not brought in: line, reason, what to do. Never the text itself, since the report is mailed around.
 * The file is made with its first row, in the folder given or, where that cannot be written, in the system's for
 * temporary files. A later import of the same file writes it anew.
 */
export class ImportReport {
  readonly #folders: readonly string[];
  readonly #name: string;
  #path: string | undefined;
  #file: number | undefined;
  #waiting = "dòng\tmã\tlý do\n";

  constructor(file: string, folder: string) {
    // A file's name may be somebody's: the report is told by a mark of where the file lies.
    this.#name = `${createHash("sha256").update(resolve(file)).digest("hex").slice(0, 12)}.tsv`;
    this.#folders = [folder, join(tmpdir(), "langnghe-import-reports")];
  }

  /** Where it lies; undefined while there is nothing to report. */
  get path(): string | undefined {
    return this.#path;
  }

  /** Rows are added by batch, in the order of the file; each call is written at once. */
  add(rows: readonly { readonly line: number; readonly reason: string; readonly words: string }[]): void {
    if (rows.length === 0) return;
    this.#file ??= this.#open();
    writeSync(this.#file, this.#waiting + rows.map(({ line, reason, words }) => `${line}\t${reason}\t${words}\n`).join(""));
    this.#waiting = "";
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): number {
    const failures: unknown[] = [];
    for (const folder of this.#folders) {
      try {
        mkdirSync(folder, { recursive: true });
        const path = join(folder, this.#name);
        const file = openSync(path, "w");
        this.#path = path;
        return file;
      } catch (error) {
        failures.push(error);
      }
    }
    throw new AggregateError(failures, "The report could be written nowhere");
  }
}
