// @ts-check
// `npm run schema`: renews the contracts in schema/ from the code.
// 1. schema.graphql from the api's types
// 2. database.sql from the migrations, run on a PostgreSQL of its own that is thrown away

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNode, ROOT } from "./ground/paths.mjs";
import { startPostgres } from "./postgres.mjs";

runFromSource("apps/api", "src/emit-schema.ts");
const dataDir = mkdtempSync(join(tmpdir(), "langnghe-schema-"));
const postgres = await startPostgres({ dataDir, settings: { fsync: "off" } });
try {
  runFromSource("packages/domain", "src/database/emit-schema.ts", { DATABASE_URL: postgres.url });
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * @param {string} workspace
 * @param {string} file
 * @param {Record<string, string>} [env]
 */
function runFromSource(workspace, file, env = {}) {
  execFileSync(projectNode(), ["--conditions=source", "--import", "tsx", file], {
    cwd: join(ROOT, workspace),
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"), ...env },
    stdio: "inherit",
  });
}
