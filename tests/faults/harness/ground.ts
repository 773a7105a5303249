import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataSource } from "@langnghe/domain/database";
import { runMigrations } from "graphile-worker";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { insertSmallUnion } from "../../support/small-union.ts";

let ground: Promise<string> | undefined;

/** A data folder with a migrated database and a small union, made once; each round plays on a copy. */
export function copyGround(folder: string): Promise<void> {
  ground ??= makeGround();
  return ground.then((from) => {
    const { status, stderr } = spawnSync("cp", ["-a", `${from}/.`, folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The data folder could not be copied: ${stderr}`);
  });
}

export async function removeGround(): Promise<void> {
  if (ground) await rm(await ground, { recursive: true, force: true });
  ground = undefined;
}

async function makeGround(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "langnghe-ground-"));
  const postgres = await startPostgres({ dataDir });
  const dataSource = await createDataSource({ url: postgres.url, applicationName: "prepare" }).initialize();
  await dataSource.runMigrations();
  await runMigrations({ connectionString: postgres.url });
  await insertSmallUnion(dataSource);
  await dataSource.destroy();
  await postgres.stop();
  return dataDir;
}
