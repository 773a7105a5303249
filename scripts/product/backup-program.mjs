// @ts-check
// The workers' program that backs up and restores, on our screen.
import { join } from "node:path";
import { projectNode, ROOT } from "../ground/paths.mjs";
import { runToEnd } from "../processes/run.mjs";
import { surroundingsOf } from "./programs.mjs";

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
