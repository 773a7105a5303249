import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLUSH_BYTES = 1 << 20;

/**
 * The texts that the cells of a spreadsheet refer to by number. They can be as large as the file, so they lie on disk;
 * in memory is where each begins, eight bytes a text.
 */
export class SharedTexts {
  readonly #folder = mkdtempSync(join(tmpdir(), "langnghe-import-"));
  readonly #file = openSync(join(this.#folder, "texts"), "w+");
  #starts = new Float64Array(1_024);
  #count = 0;
  #written = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  add(text: string): void {
    const bytes = Buffer.from(text);
    this.#mark(this.#written + this.#waitingBytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= FLUSH_BYTES) this.#flush();
  }

  get(place: number): string | undefined {
    if (!(place >= 0 && place < this.#count)) return undefined;
    this.#flush();
    const start = this.#starts[place] ?? 0;
    const end = place + 1 < this.#count ? (this.#starts[place + 1] ?? start) : this.#written;
    const bytes = Buffer.alloc(end - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    return bytes.toString();
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #mark(start: number): void {
    if (this.#count === this.#starts.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#count] = start;
    this.#count += 1;
  }

  #flush(): void {
    if (this.#waitingBytes === 0) return;
    writeSync(this.#file, Buffer.concat(this.#waiting), 0, this.#waitingBytes, this.#written);
    this.#written += this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
