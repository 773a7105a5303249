import { accessSync, constants, createWriteStream, type WriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { finished } from "node:stream/promises";

/**
 * The rows that were not brought in: line, reason, what to do. Never the text itself, since the report is mailed around.
 * The file is made with its first row.
 */
export class ImportReport {
  readonly path: string;
  #stream: WriteStream | undefined;
  #count = 0;

  constructor(file: string) {
    this.path = join(isWritable(dirname(file)) ? dirname(file) : tmpdir(), `${basename(file)}.import-report.tsv`);
  }

  get count(): number {
    return this.#count;
  }

  add({ line, reason, words }: { line: number; reason: string; words: string }): void {
    if (!this.#stream) {
      this.#stream = createWriteStream(this.path);
      this.#stream.write("dòng\tmã\tlý do\n");
    }
    this.#count += 1;
    this.#stream.write(`${line}\t${reason}\t${words}\n`);
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
