import type { ClientBase } from "pg";

/** A table as it was copied. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What a backup says first: enough to make room for the rest. */
export interface Contents {
  readonly format: 1;
  /** The names of the migrations that had run, in their order. */
  readonly migrations: readonly string[];
  readonly tables: readonly CopiedTable[];
  readonly files: readonly string[];
}

/** What it says last: what must have come before. */
export interface Checksums {
  readonly tables: Readonly<Record<string, TableChecksum>>;
  /** The next number of each sequence. */
  readonly sequences: Readonly<Record<string, string>>;
}

export interface TableChecksum {
  readonly rows: number;
  readonly bytes: number;
  /** The SHA-256 of the rows, added up modulo 2^256, in hex. */
  readonly sum: string;
}

/** Filled by the migrations themselves. */
const NOT_COPIED = ["migration"];

/** All tables of the product with their columns; a new one is in the next backup by itself. */
export async function findTables(client: ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `SELECT relname AS name,
            (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
              WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
       FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> ALL ($1)
      ORDER BY relname`,
    [NOT_COPIED],
  );
  return rows;
}

export async function findMigrations(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("SELECT name FROM migration ORDER BY id");
  return rows.map(({ name }) => name);
}

export async function findSequences(client: ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; next: string }>(
    "SELECT sequencename AS name, coalesce(last_value, start_value - increment_by)::text AS next FROM pg_sequences WHERE schemaname = 'public'",
  );
  return Object.fromEntries(rows.filter(({ name }) => name !== "migration_id_seq").map(({ name, next }) => [name, next]));
}
