import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Part, writeArchive } from "./archive.ts";
import { type Checksums, type Contents, findMigrations, findSequences, findTables, type TableChecksum } from "./contents.ts";
import { Checksum, copyOut, withConnection } from "./copy.ts";
import { keptFiles } from "./kept-files.ts";

const PIECE_BYTES = 4 * 1024 * 1024;

export interface BackupOrder {
  /** Past every pooler, as the owner of the tables. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Where the file comes to stand; it is not there before it is whole. */
  readonly path: string;
  /** age1…: only who has the key to it reads the backup. */
  readonly recipient: string;
}

/**
 * Backs everything up while everybody goes on working: all tables as they were at one moment, and the files of the data folder that the
 * database does not hold. Returns what was copied.
 */
export async function backUp({ databaseUrl, dataDir, path, recipient }: BackupOrder): Promise<Checksums> {
  return withConnection(databaseUrl, async (client) => {
    // One snapshot for all tables. It has no transaction number, so the live feed does not wait for it.
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const files = await keptFiles(dataDir);
    const contents: Contents = { format: 1, migrations: await findMigrations(client), tables: await findTables(client), files };
    const tables: Record<string, TableChecksum> = {};
    let checksums: Checksums = { tables, sequences: {} };
    async function* parts(): AsyncGenerator<Part> {
      yield asPart("contents.json", contents);
      for (const name of files) yield { name: `files/${name}`, content: await readFile(join(dataDir, name)) };
      for (const table of contents.tables) {
        const checksum = new Checksum();
        let number = 0;
        for await (const piece of inPieces(copyOut(client, table))) {
          checksum.add(piece);
          number += 1;
          yield { name: `tables/${table.name}/${String(number).padStart(6, "0")}`, content: piece };
        }
        tables[table.name] = checksum.digest();
      }
      // Sequences stand outside of snapshots: read last, they are behind every number that was copied.
      checksums = { tables, sequences: await findSequences(client) };
      yield asPart("checksums.json", checksums);
    }
    await writeArchive({ path, recipient }, parts());
    return checksums;
  });
}

function asPart(name: string, value: unknown): Part {
  return { name, content: Buffer.from(JSON.stringify(value)) };
}

/** Few large pieces instead of many small ones. */
async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
