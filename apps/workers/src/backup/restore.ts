import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createDataSource, MIGRATIONS } from "@langnghe/domain/database";
import { isUntouched } from "@langnghe/domain/demo";
import type pg from "pg";
import { readArchive } from "./archive.ts";
import { BackupRefused } from "./backup-refused.ts";
import { type Checksums, type Contents, type CopiedTable, findTables } from "./contents.ts";
import { Checksum, copyIn, copyOut, quote, withConnection } from "./copy.ts";

type DataSource = Parameters<typeof isUntouched>[0];

export interface RestoreOrder {
  readonly path: string;
  /** AGE-SECRET-KEY-1… */
  readonly identity: string;
  /** An empty database, past every pooler, as its owner. */
  readonly databaseUrl: string;
  /** Where the files of the data folder go. */
  readonly dataDir: string;
}

/**
 * Fills an empty database with a backup, in one transaction: the rows are there all or not at all.
 * 1. the structure as it was then, by the migrations of then
 * 2. the rows, counted and hashed as they go in
 * 3. every table is read out again and compared
 * What came after in structure is for the next start to bring.
 * @throws BackupRefused
 */
export async function restore({ path, identity, databaseUrl, dataDir }: RestoreOrder): Promise<Checksums> {
  const parts = readArchive({ path, identity });
  const contents = parseAs<Contents>("contents.json", await nextPart(parts));
  if (contents.format !== 1) throw new BackupRefused("format");
  await makeStructure(databaseUrl, contents.migrations);
  return withConnection(databaseUrl, async (client) => {
    await client.query("BEGIN");
    const pointers = await takeForeignKeys(client);
    await empty(client, contents.tables);
    const checksums = await fill(client, { parts, contents, dataDir });
    for (const { table, name, definition } of pointers) await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quote(name)} ${definition}`);
    await setSequences(client, checksums);
    await compare(client, contents.tables, checksums);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    return checksums;
  });
}

async function makeStructure(url: string, names: readonly string[]): Promise<void> {
  const migrations = MIGRATIONS.filter((Migration) => names.includes(new Migration().name));
  if (migrations.length < names.length) throw new BackupRefused("newer");
  const dataSource = await createDataSource({ url, poolSize: 1, applicationName: "langnghe restore", isPatient: true, migrations }).initialize();
  try {
    if (await hasTables(dataSource)) await requireUntouched(dataSource, names);
    else await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function hasTables(dataSource: DataSource): Promise<boolean> {
  const tables: unknown[] = await dataSource.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LIMIT 1");
  return tables.length > 0;
}

/** An earlier attempt may have left the structure; it has to be the very same, and nobody may have begun to use it. */
async function requireUntouched(dataSource: DataSource, names: readonly string[]): Promise<void> {
  const there: { name: string }[] = await dataSource.query("SELECT name FROM migration ORDER BY id").catch(() => []);
  const isSame = there.map(({ name }) => name).join() === names.join();
  if (!isSame || !(await isUntouched(dataSource).catch(() => false))) throw new BackupRefused("not empty");
}

/** Migrations put a few rows of their own into new tables. */
async function empty(client: pg.Client, tables: readonly CopiedTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT FROM ${quote(name)} LIMIT 1`);
    if (rows.length > 0) await client.query(`DELETE FROM ${quote(name)}`);
  }
}

/** Tables point at each other, so no order would fill them: what points is looked at when all are there. */
async function takeForeignKeys(client: pg.Client): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quote(name)}`);
  return rows;
}

async function fill(
  client: pg.Client,
  { parts, contents, dataDir }: { parts: AsyncGenerator<{ name: string; content: Buffer }>; contents: Contents; dataDir: string },
): Promise<Checksums> {
  const tables = new Map(contents.tables.map((table) => [table.name, table]));
  const filled: Record<string, ReturnType<Checksum["digest"]>> = {};
  let open: { name: string; rows: ReturnType<typeof copyIn>; checksum: Checksum } | undefined;
  const close = async () => {
    if (!open) return;
    await open.rows.end();
    filled[open.name] = open.checksum.digest();
    open = undefined;
  };
  for await (const { name, content } of parts) {
    const [kind, of = "", ...rest] = name.split("/");
    if (kind === "files") await keepFile(join(dataDir, of, ...rest), content);
    if (kind === "checksums.json") {
      await close();
      const checksums = parseAs<Checksums>("checksums.json", { name, content });
      requireSame(contents.tables, checksums, filled);
      return checksums;
    }
    const table = kind === "tables" ? tables.get(of) : undefined;
    if (!table) continue;
    if (open?.name !== of) {
      await close();
      open = { name: of, rows: copyIn(client, table), checksum: new Checksum() };
    }
    open.checksum.add(content);
    await open.rows.write(content);
  }
  throw new BackupRefused("cut off");
}

async function keepFile(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, content, { mode: 0o600 });
}

async function setSequences(client: pg.Client, { sequences }: Checksums): Promise<void> {
  for (const [name, last] of Object.entries(sequences))
    if (Number(last) > 0) await client.query("SELECT setval($1::regclass, $2)", [quote(name), last]);
}

/** Reads every table out again: what stands there now is what stood there then. */
async function compare(client: pg.Client, tables: readonly CopiedTable[], checksums: Checksums): Promise<void> {
  const missing = (await findTables(client)).filter(({ name }) => !tables.some((table) => table.name === name));
  if (missing.length > 0) throw new BackupRefused("damaged", missing[0]?.name);
  const found: Record<string, ReturnType<Checksum["digest"]>> = {};
  for (const table of tables) {
    const checksum = new Checksum();
    for await (const piece of copyOut(client, table)) checksum.add(piece);
    found[table.name] = checksum.digest();
  }
  requireSame(tables, checksums, found);
}

const NOTHING = new Checksum().digest();

function requireSame(tables: readonly CopiedTable[], checksums: Checksums, found: Checksums["tables"]): void {
  for (const { name } of tables) {
    const [wanted, is] = [checksums.tables[name], found[name] ?? NOTHING];
    if (wanted?.sum !== is.sum || wanted.rows !== is.rows) throw new BackupRefused("damaged", name);
  }
}

async function nextPart(parts: AsyncGenerator<{ name: string; content: Buffer }>) {
  try {
    const { value } = await parts.next();
    if (value) return value;
  } catch (cause) {
    throw new BackupRefused("unreadable", undefined, { cause });
  }
  throw new BackupRefused("cut off");
}

function parseAs<Value>(wanted: string, { name, content }: { name: string; content: Buffer }): Value {
  if (name !== wanted) throw new BackupRefused("format");
  return JSON.parse(content.toString("utf8"));
}
