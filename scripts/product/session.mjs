// @ts-check
// One launcher at work on one data folder: checks before anything, the lock, and nothing left running afterwards.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inspectDataFolder, openDataFolder } from "../ground/data-folder.mjs";
import { readJson, writePrivateJson } from "../ground/files.mjs";
import { findHolder, refuseSecondLauncher, takeLock } from "../ground/lock.mjs";
import { requireFreePort } from "../ground/ports.mjs";
import { runStep, say } from "../ground/progress.mjs";
import { Interrupted, Refusal } from "../ground/refusal.mjs";
import { databaseUrl } from "../postgres.mjs";
import { pause } from "../processes/group.mjs";
import { Supervisor } from "../processes/supervisor.mjs";

const NOTICE_WITHIN_MS = 4000;
const OLDEST_NODE = [20, 19];

/** @typedef {import("../settings.mjs").Settings} Settings */
/** @typedef {{ settings: Settings, supervisor: Supervisor, signal: AbortSignal }} Session */

/**
 * Runs `work` with the data folder to itself. Whatever happens, everything the supervisor keeps is stopped at the end.
 * @template T
 * @param {{ settings: Settings, signal: AbortSignal, listens: boolean }} options `listens`: the four programs will run, so their ports must be free
 * @param {(session: Session) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDataFolder({ settings, signal, listens }, work) {
  requireNode(process.versions.node);
  const { dataDir } = settings;
  inspectDataFolder(dataDir);
  refuseSecondLauncher(dataDir);
  if (listens) await requireFreePorts(settings);
  openDataFolder(dataDir);
  const giveLockBack = takeLock(dataDir);
  const supervisor = new Supervisor({ say });
  try {
    return await Promise.race([work({ settings, supervisor, signal }), supervisor.failed, brokenBy(), overdue(signal)]);
  } finally {
    await stopAll(supervisor);
    rmSync(runningFile(dataDir), { force: true });
    giveLockBack();
  }
}

/**
 * Tells other commands where the database of this launcher is.
 * @param {string} dataDir
 * @param {{ databasePort: number | null }} facts
 */
export function announce(dataDir, facts) {
  writePrivateJson(runningFile(dataDir), { pid: process.pid, ...facts });
}

/**
 * What the live launcher on this data folder has announced: null when none runs, `databasePort` undefined while it starts.
 * @param {string} dataDir
 * @returns {{ databasePort?: number | null } | null}
 */
export function findRunning(dataDir) {
  const holder = findHolder(dataDir);
  if (!holder) return null;
  const running = readJson(runningFile(dataDir));
  return running?.pid === holder.pid ? running : {};
}

/**
 * Where the database of a launcher that runs on this data folder is to be found.
 * @param {import("../settings.mjs").Settings} settings
 * @param {{ databasePort?: number | null }} running
 */
export function addressOfRunning({ databaseUrl: outside, dataDir }, { databasePort }) {
  if (outside) return outside;
  if (databasePort) return databaseUrl({ dataDir, port: databasePort });
  if (databasePort === null) throw new Refusal("Lắng Nghe đang chạy với một PostgreSQL có sẵn: hãy đặt cùng DATABASE_URL cho lệnh này.");
  throw new Refusal("Lắng Nghe đang khởi động: hãy đợi đến khi nó sẵn sàng rồi chạy lại.");
}

/** @param {AbortSignal} signal @returns {Promise<void>} */
export function untilStopped(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** @param {AbortSignal} signal */
export function stopHere(signal) {
  if (signal.aborted) throw new Interrupted();
}

/** @param {string} version as "20.19.0" */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Refusal(`Node.js trên máy là bản ${version}, cần bản ${OLDEST_NODE.join(".")} trở lên: hãy cập nhật Node.js rồi chạy lại.`);
}

/** @param {Settings} settings */
async function requireFreePorts(settings) {
  const { host } = settings;
  await requireFreePort({ setting: "API_PORT", port: settings.apiPort, host });
  await requireFreePort({ setting: "CONSOLE_PORT", port: settings.consolePort, host });
  await requireFreePort({ setting: "PORTAL_PORT", port: settings.portalPort, host });
  // A server left behind by a killed launcher may hold it; that one is ended later.
  const mayBeOurs = existsSync(join(settings.dataDir, "postgres", "postmaster.pid"));
  if (settings.databasePortIsChosen && !settings.databaseUrl && !mayBeOurs) {
    await requireFreePort({ setting: "DATABASE_PORT", port: settings.databasePort, host: "127.0.0.1" });
  }
}

/** An error nobody caught (a defect of ours) ends the session like any other failure, instead of leaving programs behind. */
function brokenBy() {
  return new Promise((_, reject) => {
    process.once("uncaughtException", reject);
    process.once("unhandledRejection", reject);
  });
}

/**
 * Work that does not notice within a moment that it should stop is left behind; what it started is stopped all the same.
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
async function overdue(signal) {
  await untilStopped(signal);
  await pause(NOTICE_WITHIN_MS);
  throw new Interrupted();
}

/** @param {Supervisor} supervisor */
async function stopAll(supervisor) {
  if (supervisor.isIdle) return;
  await runStep({ title: "Dừng mọi chương trình" }, () => supervisor.stop());
}

/** @param {string} dataDir */
function runningFile(dataDir) {
  return join(dataDir, "running.json");
}
