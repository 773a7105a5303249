import type { DataSource } from "typeorm";

interface Taken {
  readonly name: string;
  readonly bytes: number;
}

/** What tables and indexes take, in bytes an opinion, the largest first. */
export async function bytesAnOpinion(dataSource: DataSource): Promise<Taken[]> {
  const rows: Taken[] = await dataSource.query(
    `SELECT CASE relation.relkind WHEN 'i' THEN owner.relname || ' > ' || relation.relname ELSE relation.relname || ' (rows)' END AS name,
            ((CASE relation.relkind WHEN 'i' THEN pg_relation_size(relation.oid) ELSE pg_table_size(relation.oid) END)::float8 / (SELECT sum(n) FROM opinion_count)) AS bytes
       FROM pg_class AS relation
       LEFT JOIN pg_index ON indexrelid = relation.oid LEFT JOIN pg_class AS owner ON owner.oid = indrelid
      WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'i') ORDER BY bytes DESC`,
  );
  return rows;
}
