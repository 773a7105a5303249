import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createDataSource, dumpSchema } from "@langnghe/domain/database";
import type { DataSource } from "typeorm";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../support/source-files.ts";
import { aWorld } from "../support/world.ts";

/** Tables that no entity maps, since they are read and written in SQL where it says so. */
const WITHOUT_ENTITY = new Map([
  ["installation", "read once at the start, in domain.ts"],
  ["audit_entry", "written by access/audit.ts, never changed"],
  ["audit_audience", "written by access/audit.ts beside its entries"],
  ["api_client_usage", "counted and read by access/clients/client-usage.ts"],
  ["api_client_refusal", "counted and read by access/clients/client-usage.ts"],
  ["audit_seal", "the chain over the entries: audit/seal-entries.ts writes it, audit/verify-audit.ts reads it"],
  ["audit_anchor", "what leaves the machine each day: audit/anchor-chain.ts"],
  ["event_horizon", "moved by events/clear-log.ts when old events go"],
  ["event", "the log: events/append-events.ts and events/read-events.ts"],
  ["event_consumer", "the consumers' places: events/consume-events.ts"],
  ["opinion_count", "opinions/counting/count.queries.ts"],
  ["opinion_count_start", "opinions/counting/count.queries.ts"],
  ["waiting_opinion", "taken in and released by opinions/intake.service.ts"],
  ["idempotency_key", "opinions/idempotency.ts"],
  ["opinion_band", "opinions/intake: looked up and written with every opinion"],
  ["opinion_match", "opinions/intake writes it, opinions/similar-opinions.ts reads it"],
  ["opinion_without_bands", "opinions/intake/catch-up-bands.ts empties it"],
  ["passkey_challenge", "kept and taken once by access/factors/challenges.ts"],
  ["sign_in_try", "access/sign-in/throttle.ts"],
  ["known_browser", "access/sign-in/throttle.ts"],
  ["staff_identity", "access/sign-in/identities.ts"],
  ["identity_request", "access/sign-in/identity-requests.ts"],
  ["release", "insight/release.queries.ts: frozen figures, never changed"],
  ["release_cell", "insight/release.queries.ts: the figures of a release"],
  ["counted_opinion", "insight/release.queries.ts: what was counted already, each kind of period once"],
  ["migration", "the migrations' own"],
]);

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
}

let dataSource: DataSource;
beforeAll(async () => {
  ({ dataSource } = (await aWorld()).domain);
});

const byName = (a: Column, b: Column) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`);

async function columnsOfTables(): Promise<Column[]> {
  return dataSource.query(
    `SELECT relname AS "table", attname AS "column", replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz') AS type, NOT attnotnull AS "isNullable"
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped`,
  );
}

function columnsOfEntities(): Column[] {
  return dataSource.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName, type, isArray, isNullable }) => ({
      table: tableName,
      column: databaseName,
      type: `${String(type)}${isArray ? "[]" : ""}`,
      isNullable,
    })),
  );
}

describe("the database", () => {
  test("has the columns that the entities have, of the same type and just as nullable, and no others", async () => {
    const mapped = (await columnsOfTables()).filter(({ table }) => !WITHOUT_ENTITY.has(table));
    expect(mapped.toSorted(byName)).toEqual(columnsOfEntities().toSorted(byName));
  });

  test("has a reason for every table without an entity, and no reason for a table that is gone", async () => {
    const tables = new Set((await columnsOfTables()).map(({ table }) => table));
    const withEntity = new Set(columnsOfEntities().map(({ table }) => table));
    expect([...tables].filter((table) => !withEntity.has(table)).toSorted()).toEqual([...WITHOUT_ENTITY.keys()].toSorted());
  });

  test("is committed as it is: renew schema/database.sql with dumpSchema() of a freshly migrated database when this fails", async () => {
    const committed = await readFile(join(ROOT, "schema/database.sql"), "utf8").catch(() => "schema/database.sql is missing");
    expect(committed).toBe(await dumpSchema(dataSource));
  });

  test("is the same however often the migrations are run", async () => {
    const before = await dumpSchema(dataSource);
    const again = await createDataSource({ url: (dataSource.options as { url: string }).url, applicationName: "test" }).initialize();
    expect(await again.runMigrations()).toEqual([]);
    await again.destroy();
    expect(await dumpSchema(dataSource)).toBe(before);
  });
});
