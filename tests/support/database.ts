import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { createDatabase } from "../../scripts/postgres.mjs";
import { TEMPLATE } from "./postgres.setup.ts";

/** A database of this test file's own, made from the migrated template and dropped at the end. */
export async function ownDatabase(): Promise<string> {
  const adminUrl = inject("adminUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = await createDatabase({ adminUrl, name, template: TEMPLATE });
  afterAll(async () => {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  });
  return url;
}
