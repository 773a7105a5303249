// @ts-check
// What backup and restore share: a database to work on, and the workers' program that does the work on our screen.
import { join } from "node:path";
import { projectNode, ROOT } from "../ground/paths.mjs";
import { runToEnd } from "../processes/run.mjs";
import { ensureBuilt } from "./build.mjs";
import { openDatabase } from "./database.mjs";
import { ensureInstalled } from "./install.mjs";
import { surroundingsOf } from "./programs.mjs";
import { addressOfRunning, findRunning, withDataFolder } from "./session.mjs";

/** npm runs us in the project's folder and keeps the caller's in INIT_CWD. */
export function callerFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}

/**
 * The database of a launcher that runs on this data folder, or one that is brought up for the duration.
 * @template Result
 * @param {{ settings: import("../settings.mjs").Settings, signal: AbortSignal }} options
 * @param {(url: string) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withDatabase({ settings, signal }, work) {
  const { dataDir } = settings;
  const direct = settings.nodes.DATABASE_DIRECT_URL;
  const running = findRunning(dataDir);
  if (running) return work(direct ?? addressOfRunning(settings, running));
  return withDataFolder({ settings, signal, listens: false }, async ({ supervisor }) => {
    await ensureInstalled({ dataDir, signal });
    await ensureBuilt({ dataDir, signal });
    const { url } = await openDatabase({ settings, supervisor });
    return work(direct ?? url);
  });
}

/** @param {{ settings: import("../settings.mjs").Settings, signal: AbortSignal, url: string, args: readonly string[] }} options */
export function runBackupProgram({ settings, signal, url, args }) {
  return runToEnd({
    command: projectNode(),
    args: ["--enable-source-maps", join(ROOT, "apps/workers/dist/backup/main.js"), ...args],
    cwd: ROOT,
    env: surroundingsOf({ DATABASE_URL: url, DATA_DIR: settings.dataDir, BACKUP_KEEP_DAYS: String(settings.backupKeepDays), NODE_ENV: "production" }),
    signal,
    screen: "inherit",
  });
}
