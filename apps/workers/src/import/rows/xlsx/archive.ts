import type { Readable } from "node:stream";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ImportRefusal } from "../../import-refusal.ts";
import { NOT_A_SHEET, tooLarge, type XlsxLimits } from "./limits.ts";

const DAMAGED = "Bảng tính hỏng giữa chừng. Những dòng đã nhận vẫn còn; hãy lưu lại tệp rồi chạy lại để nhận tiếp.";

/** The parts of an .xlsx by name. What they unpack to is counted over all of them. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #signal: AbortSignal;
  #bytesLeft: number;

  private constructor(zip: ZipFile, { entries, limits, signal }: { entries: ReadonlyMap<string, Entry>; limits: XlsxLimits; signal: AbortSignal }) {
    this.#zip = zip;
    this.#entries = entries;
    this.#signal = signal;
    this.#bytesLeft = limits.unpackedBytes;
  }

  /** @throws ImportRefusal when the file is no ZIP archive */
  static async open(path: string, { limits, signal }: { limits: XlsxLimits; signal: AbortSignal }): Promise<Archive> {
    const zip = await yauzl.openPromise(path, { autoClose: false }).catch(refuse);
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= limits.entries) throw tooLarge();
        entries.set(entry.fileName, entry);
      }
      return new Archive(zip, { entries, limits, signal });
    } catch (error) {
      zip.close();
      throw error instanceof ImportRefusal ? error : new ImportRefusal(NOT_A_SHEET);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** What a part unpacks to, in pieces; nothing when there is no such part. `onProgress` is told its share. */
  async *unpack(name: string, onProgress: (share: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) return;
    const stream = await this.#zip.openReadStreamPromise(entry).catch(refuse);
    let position = 0;
    for await (const piece of damageTold(stream)) {
      this.#signal.throwIfAborted();
      this.#bytesLeft -= piece.length;
      if (this.#bytesLeft < 0) throw tooLarge();
      yield piece;
      position += piece.length;
      onProgress(position / entry.uncompressedSize);
    }
  }

  close(): void {
    this.#zip.close();
  }
}

function refuse(): never {
  throw new ImportRefusal(NOT_A_SHEET);
}

async function* damageTold(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch {
    throw new ImportRefusal(DAMAGED);
  }
}
