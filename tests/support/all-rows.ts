import type { DataSource } from "typeorm";

/** Every row of every table, the scheduler's too, as JSON text under "schema.table". */
export async function dumpAllRows(dataSource: DataSource): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  );
  const dump = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows: { row: string }[] = await dataSource.query(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
    dump.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return dump;
}

/** The rows that the later dump has and the earlier has not, by table; tables without such rows are left out. */
export function newRows(
  earlier: ReadonlyMap<string, readonly string[]>,
  later: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const grown = new Map<string, readonly string[]>();
  for (const [table, rows] of later) {
    const known = new Set(earlier.get(table));
    const added = rows.filter((row) => !known.has(row));
    if (added.length > 0) grown.set(table, added);
  }
  return grown;
}

const MOMENT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?/g;

/** The moments in a text that are closer than the quarter of an hour. */
export function closeMomentsIn(text: string): string[] {
  return (text.match(MOMENT) ?? []).filter((moment) => !/[T ]\d\d:(00|15|30|45)(:00(\.0+)?)?$/.test(moment));
}
