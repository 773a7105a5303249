import { randomBytes, randomUUID } from "node:crypto";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { isPermitted } from "@langnghe/domain/foundation";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { hashSecretToken } from "../../packages/domain/src/access/secret-token.ts";
import { MIGRATIONS } from "../../packages/domain/src/database/migrations/index.ts";
import { createDatabase } from "../../scripts/postgres.mjs";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";

const KEY = `ln_${"k".repeat(43)}`;
const REVOKED = `ln_${"r".repeat(43)}`;
const HERE = "192.0.2.1";

test("keys that stood before there were several for one system go on as they were, for a year", async () => {
  const { url, dataSource } = await beforeKeys();
  const insert = `INSERT INTO api_client (id, name, key_hash, scopes, unit_ids, created_at, revoked_at) VALUES ($1, 'Zalo', $2, $3, $4, now(), $5)`;
  const scopes = ["opinion:submit", "opinion:read"];
  await dataSource.query(insert, [randomUUID(), hashSecretToken(KEY), scopes, [UNITS.plantA.id], null]);
  await dataSource.query(insert, [randomUUID(), hashSecretToken(REVOKED), scopes, [UNITS.plantA.id], new Date()]);
  dataSource.setOptions({ migrations: MIGRATIONS });
  await dataSource.destroy();
  await dataSource.initialize();
  await dataSource.runMigrations();
  // Written as the entities are today, so only now.
  await insertSmallUnion(dataSource);

  const { apiClients, close } = await createDomain({ dataSource, databaseUrl: url });
  afterAll(close);
  const actor = await apiClients.authenticate({ key: KEY, address: HERE });
  expect(isPermitted(actor, "opinion:read", UNITS.boilers.id)).toBe(true);
  expect(isPermitted(actor, "opinion:submit", UNITS.boilers.id)).toBe(true);
  expect(isPermitted(actor, "opinion:read", UNITS.plantB.id)).toBe(false);
  await expect(apiClients.authenticate({ key: REVOKED, address: HERE })).rejects.toMatchObject({ reason: "KEY_REVOKED" });
  const [client] = await dataSource.query(
    "SELECT expires_at - now() BETWEEN interval '364 days' AND interval '367 days' AS is_a_year FROM api_client",
  );
  expect(client.is_a_year).toBe(true);
});

/** A database as the version before left it. */
async function beforeKeys() {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase({ adminUrl: inject("adminUrl"), name });
  const dataSource = createDataSource({ url, applicationName: "test" });
  const place = MIGRATIONS.findIndex(({ name: each }) => each === "ApiKeys0013");
  dataSource.setOptions({ migrations: MIGRATIONS.slice(0, place) });
  await dataSource.initialize();
  await dataSource.runMigrations();
  afterAll(async () => {
    await dataSource.destroy();
    const admin = new pg.Client({ connectionString: inject("adminUrl") });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  });
  return { url, dataSource };
}
