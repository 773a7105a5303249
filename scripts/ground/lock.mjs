// @ts-check
// One launcher per data folder. The lock holds the launcher's pid and birth, so that a pid used again by
// another program after a crash does not look like us.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./files.mjs";
import { Refusal } from "./refusal.mjs";

/** @typedef {{ pid: number, birth: string | null }} Holder */

/**
 * The live launcher on this data folder, or null.
 * @param {string} dataDir
 * @returns {Holder | null}
 */
export function findHolder(dataDir) {
  return liveHolder(lockPath(dataDir));
}

/**
 * @param {string} dataDir
 * @throws {Refusal} when another launcher holds it
 */
export function refuseSecondLauncher(dataDir) {
  const holder = findHolder(dataDir);
  if (holder) throw alreadyRunning(dataDir, holder);
}

/**
 * @param {string} dataDir
 * @returns {() => void} gives the lock back
 * @throws {Refusal} when another launcher holds it
 */
export function takeLock(dataDir) {
  const path = lockPath(dataDir);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }), { mode: 0o600 });
  try {
    while (!linkIfAbsent(draft, path)) clearStale(dataDir, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/**
 * Moves a dead launcher's lock away. Renaming is atomic: of two launchers only one gets it, and what it got is looked at again.
 * @param {string} dataDir
 * @param {string} path
 */
function clearStale(dataDir, path) {
  const holder = liveHolder(path);
  if (holder) throw alreadyRunning(dataDir, holder);
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // the other launcher was quicker
  }
  const moved = liveHolder(aside);
  if (moved) linkIfAbsent(aside, path);
  rmSync(aside, { force: true });
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkIfAbsent(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {Holder | null}
 */
function liveHolder(path) {
  const holder = readJson(path);
  if (!Number.isInteger(holder?.pid) || !isAlive(holder.pid)) return null;
  return holder.birth === birthOf(holder.pid) ? holder : null;
}

/**
 * A process that has ended but was not collected by its parent (a zombie) counts as dead.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * The process's start in clock ticks since boot (field 22 of /proc/PID/stat, see proc(5)); null where there is no /proc.
 * @param {number} pid
 */
export function birthOf(pid) {
  try {
    const fields = statFields(pid);
    return fields[19] ?? null;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isZombie(pid) {
  try {
    return statFields(pid)[0] === "Z";
  } catch {
    return false;
  }
}

/**
 * The fields of /proc/PID/stat after the name, which may itself hold spaces and brackets; the first is the state.
 * @param {number} pid
 */
function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** @param {string} dataDir */
function lockPath(dataDir) {
  return join(dataDir, "launcher.lock");
}

/**
 * @param {string} dataDir
 * @param {Holder} holder
 */
function alreadyRunning(dataDir, holder) {
  return new Refusal(`Lắng Nghe đang chạy với thư mục ${dataDir} (tiến trình ${holder.pid}): hãy dừng nó trước, hoặc đặt DATA_DIR khác.`);
}
