import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
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

  /** `folder` is made when the first row is reported. */
  constructor(file: string, folder: string) {
    this.path = join(folder, `${basename(file)}.tsv`);
  }

  get count(): number {
    return this.#count;
  }

  add({ line, reason, words }: { line: number; reason: string; words: string }): void {
    if (!this.#stream) {
      mkdirSync(dirname(this.path), { recursive: true });
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
