// @ts-check
// Migrates the database and, on the first start, fills the demo organization; keeps the accounts made then.
// 1. the workers' program does the work; its last line is a JSON object
// 2. accounts made now are kept in first-start.part at once, so that a start that fails later does not lose them
// 3. first-start.json is written when everything answers
import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJson, writePrivateJson } from "../ground/files.mjs";
import { projectNode, ROOT } from "../ground/paths.mjs";
import { DISK_FULL, Refusal, saysDiskFull } from "../ground/refusal.mjs";
import { ChildLog } from "../processes/child-log.mjs";
import { runToEnd } from "../processes/run.mjs";
import { surroundingsOf } from "./programs.mjs";

/** @typedef {{ role: string, name: string, email: string, password: string }} Account */
/** @typedef {{ migrated: number, seeded: boolean, accounts?: Account[], apiClient?: { name: string, key: string } }} Prepared */

const BUILT = ["--enable-source-maps", "dist/prepare-database.js"];
export const FROM_SOURCE = ["--conditions=source", "--import", "tsx", "src/prepare-database.ts"];

/**
 * @param {{ settings: import("../settings.mjs").Settings, databaseUrl: string, signal: AbortSignal, args?: readonly string[] }} options
 * @returns {Promise<Prepared>}
 */
export async function prepareDatabase({ settings, databaseUrl, signal, args = BUILT }) {
  const log = new ChildLog({ dataDir: settings.dataDir, name: "prepare" });
  const part = partOf(settings.dataDir);
  // Its output carries passwords: only what it says about errors goes to the log.
  let output = "";
  const code = await runToEnd({
    command: projectNode(),
    args,
    cwd: join(ROOT, "apps/workers"),
    env: surroundingsOf({
      ...settings.nodes,
      DATABASE_URL: databaseUrl,
      DATA_DIR: settings.dataDir,
      FIRST_START_FILE: part,
      LOG_LEVEL: settings.logLevel,
      ...(args === BUILT ? { NODE_ENV: "production" } : { TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") }),
    }),
    signal,
    onStdout: (chunk) => {
      output += chunk;
    },
    onStderr: (chunk) => log.write(chunk),
  });
  log.close();
  if (existsSync(part)) chmodSync(part, 0o600);
  if (code !== 0 && saysDiskFull(log.tail + output)) throw new Refusal(DISK_FULL);
  const prepared = code === 0 ? lastLineOf(output) : null;
  if (!prepared) throw new Refusal(`Không chuẩn bị được cơ sở dữ liệu: hãy xem ${log.path}.`, { details: log.lastLines(15) });
  if (prepared.seeded) writePrivateJson(part, prepared);
  return prepared;
}

/**
 * Writes first-start.json: the accounts of the first start, the addresses of this one.
 * @param {string} dataDir
 * @param {import("./programs.mjs").Addresses} addresses
 * @returns {{ path: string, isNew: boolean }}
 */
export function keepFirstStart(dataDir, addresses) {
  const path = join(dataDir, "first-start.json");
  const part = partOf(dataDir);
  const fresh = readJson(part);
  const known = fresh ?? readJson(path);
  writePrivateJson(path, { addresses, accounts: known?.accounts ?? [], apiClient: known?.apiClient ?? null });
  rmSync(part, { force: true });
  return { path, isNew: Boolean(fresh) };
}

/** @param {string} dataDir */
function partOf(dataDir) {
  return join(dataDir, "first-start.part");
}

/**
 * @param {string} output
 * @returns {Prepared | null}
 */
function lastLineOf(output) {
  try {
    return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
  } catch {
    return null;
  }
}
