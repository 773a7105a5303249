import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tooLarge } from "./limits.ts";

const BLOCK_BYTES = 1 << 18;

/**
 * The texts that the cells of a spreadsheet refer to by number. They can be as large as the file, so they lie on disk, in
 * a private folder that is gone with the process; in memory is where each begins, eight bytes a text.
 */
export class SharedTexts {
  readonly #folder: string;
  readonly #file: number;
  readonly #most: number;
  #starts = new Float64Array(1_024);
  #count = 0;
  #written = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** The part of the file read last: cells nearly always refer to texts in order. */
  #block = Buffer.alloc(0);
  #blockStart = 0;

  constructor({ most }: { most: number }) {
    this.#most = most;
    this.#folder = mkdtempSync(join(tmpdir(), "langnghe-import-"));
    this.#file = openSync(join(this.#folder, "texts"), "w+", 0o600);
    // Where files may be removed while they are open, not even a killed process leaves anybody's words behind.
    if (process.platform !== "win32") rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @throws ImportRefusal when there are more than allowed */
  add(text: string): void {
    if (this.#count >= this.#most) throw tooLarge();
    const bytes = Buffer.from(text);
    this.#markStart(this.#written + this.#waitingBytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= BLOCK_BYTES) this.#flush();
  }

  /** The text with this number, from 0; undefined when there is none. */
  get(place: number): string | undefined {
    if (!(Number.isInteger(place) && place >= 0 && place < this.#count)) return undefined;
    this.#flush();
    const start = this.#starts[place] ?? 0;
    const end = place + 1 < this.#count ? (this.#starts[place + 1] ?? start) : this.#written;
    if (start < this.#blockStart || end > this.#blockStart + this.#block.length) this.#readBlock(start, end);
    return this.#block.toString("utf8", start - this.#blockStart, end - this.#blockStart);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #readBlock(start: number, end: number): void {
    const block = Buffer.alloc(Math.max(end - start, Math.min(BLOCK_BYTES, this.#written - start)));
    this.#block = block.subarray(0, readSync(this.#file, block, 0, block.length, start));
    this.#blockStart = start;
  }

  #markStart(start: number): void {
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
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done, bytes.length - done, this.#written + done);
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
