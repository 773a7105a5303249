import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import tar from "tar-stream";

/** One file inside of a backup; long tables are several, so that none has to be known whole. */
export interface Part {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * A backup file: a tar, compressed with zstd, encrypted with age to a public key. What writes it cannot read it, and the usual tools open
 * it without the product: `age --decrypt -i KEY FILE | zstd -d | tar x`. It gets its name when it is whole and on the disk.
 * @param recipient age1…
 */
export async function writeArchive({ path, recipient }: { path: string; recipient: string }, parts: AsyncIterable<Part>): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const draft = `${path}.partial`;
  const pack = tar.pack();
  const filled = fill(pack, parts).catch((error: Error) => pack.destroy(error));
  try {
    const packed = createZstdCompress();
    const compressed = pipeline(pack, packed);
    const encrypted = await encrypter.encrypt(Readable.toWeb(packed) as globalThis.ReadableStream<Uint8Array>);
    await Promise.all([compressed, filled, pipeline(Readable.fromWeb(encrypted as ReadableStream), createWriteStream(draft, { mode: 0o600 }))]);
    await sync(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function fill(pack: tar.Pack, parts: AsyncIterable<Part>): Promise<void> {
  for await (const { name, content } of parts) {
    const entry = pack.entry({ name, size: content.length });
    entry.end(content);
    await new Promise<void>((resolve, reject) => {
      entry.once("finish", resolve);
      entry.once("error", reject);
    });
  }
  pack.finalize();
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The parts in the order in which they were written.
 * @param identity AGE-SECRET-KEY-1…
 * @throws when the key is another one, or a byte of the file was changed or is missing
 */
export async function* readArchive({ path, identity }: { path: string; identity: string }): AsyncGenerator<Part> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const decrypted = await decrypter.decrypt(Readable.toWeb(createReadStream(path)) as globalThis.ReadableStream<Uint8Array>);
  const extract = tar.extract();
  const unpacked = pipeline(Readable.fromWeb(decrypted as ReadableStream), createZstdDecompress(), extract);
  // Who reads hears of a failure from the parts that do not come.
  unpacked.catch((error: Error) => extract.destroy(error));
  for await (const entry of extract) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    yield { name: entry.header.name, content: Buffer.concat(chunks) };
  }
  await unpacked;
}
