import { fork } from "node:child_process";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import pg from "pg";
import { createDatabase } from "../../../scripts/postgres.mjs";
import type { Fill } from "./filler.ts";
import { insertGrownUnion, ROOT_UNIT } from "./union.ts";

export const LEADER = { email: "growth@example.org", password: "mật khẩu đủ dài 1" };
const FILLERS = 2;
/** How far back the opinions reach: the 24 months for which texts are kept when nobody sets another period. */
const SPAN_MS = 730 * 24 * 60 * 60 * 1000;
const SYSTEM = { kind: "system", name: "growth" } as const;

/** A database with so many opinions, as two years of use would have left it; its indexes are built afterwards, which makes them denser than life does. */
export async function fillDatabase({ adminUrl, name, count }: { adminUrl: string; name: string; count: number }): Promise<void> {
  const startedAt = performance.now();
  const url = await createDatabase({ adminUrl, name });
  const staffId = await prepare(url);
  const ownerUrl = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  const indexes = await dropIndexes(admin);
  const toMs = Date.now();
  const share = Math.ceil(count / FILLERS);
  await Promise.all(
    Array.from({ length: FILLERS }, (_, place) => {
      const at = (part: number) => toMs - SPAN_MS + (part / count) * SPAN_MS;
      const [first, last] = [place * share, Math.min(count, (place + 1) * share)];
      return runFiller({ url: ownerUrl, seed: count + place, count: last - first, fromMs: at(first), toMs: at(last), staffId });
    }),
  );
  const filledMs = performance.now() - startedAt;
  await admin.query("SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2");
  for (const definition of indexes) await admin.query(definition);
  await admin.query("SELECT recount_opinions()");
  await admin.query("VACUUM ANALYZE");
  await admin.end();
  console.log(`${name}: rows in ${(filledMs / 1000).toFixed(0)} s, with indexes in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** The schema as migrations make it, the union, and somebody who may read everything. Returns their id. */
async function prepare(url: string): Promise<string> {
  const dataSource = await createDataSource({ url, applicationName: "growth" }).initialize();
  await dataSource.runMigrations();
  await insertGrownUnion(dataSource);
  const domain = await createDomain({ dataSource, databaseUrl: url });
  const { id } = await domain.access.createStaffAccount({ ...LEADER, name: "Người đọc", locale: "VI" }, SYSTEM);
  await domain.access.grantRole({ staffId: id, role: "MODERATOR", unitId: ROOT_UNIT.id }, SYSTEM);
  await domain.close();
  await dataSource.destroy();
  return id;
}

/** Drops what is no constraint of the large tables. Returns how to make it again. */
async function dropIndexes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
      WHERE indrelid::regclass::text IN ('opinion', 'opinion_band', 'opinion_match', 'opinion_decision', 'event', 'audit_entry')
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
  );
  await admin.query(`DROP INDEX ${rows.map(({ name }) => name).join(", ")}`);
  return rows.map(({ definition }) => definition);
}

function runFiller(fill: Fill): Promise<void> {
  const child = fork(join(import.meta.dirname, "filler.ts"));
  child.send(fill);
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`A filler ended with ${code}`))));
  });
}
