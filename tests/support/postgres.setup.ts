import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataSource } from "@langnghe/domain/database";
import { runMigrations } from "graphile-worker";
import type { TestProject } from "vitest/node";
import { createDatabase, startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion } from "./small-union.ts";

export const TEMPLATE = "template_small_union";

declare module "vitest" {
  export interface ProvidedContext {
    /** The run's own PostgreSQL, as superuser. */
    readonly adminUrl: string;
  }
}

/**
 * One real PostgreSQL for the run, with fsync off since nothing in it has to survive a power cut,
 * and one migrated database with a small union, of which every test file gets a copy.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "langnghe-tests-"));
  const postgres = await startPostgres({ dataDir, settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } });
  const url = await createDatabase({ adminUrl: postgres.adminUrl, name: TEMPLATE });
  const dataSource = await createDataSource({ url, applicationName: "template" }).initialize();
  await dataSource.runMigrations();
  await runMigrations({ connectionString: url });
  await insertSmallUnion(dataSource);
  await dataSource.destroy();
  project.provide("adminUrl", postgres.adminUrl);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
