// @ts-check
// A PostgreSQL whose launcher and guard were both killed still runs on our cluster, or its last sessions do.
// It is ended before a new one starts; a file that points at somebody else's process is removed.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../ground/lock.mjs";
import { Refusal } from "../ground/refusal.mjs";
import { signalOne, waitUntilGone } from "../processes/group.mjs";

const FAST_STOP_WITHIN_MS = 10_000;
const QUIT_WITHIN_MS = 2000;

/**
 * Ends every PostgreSQL process that still works on this cluster. Only to be called under the data folder's lock.
 * @param {string} cluster absolute path
 */
export async function endLeftovers(cluster) {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(cluster)) return;
  const server = readPid(pidFile);
  if (server !== null && isServerOf(server, cluster)) await endServer(server, cluster);
  await endSessions(cluster);
  // Whatever it names now is not ours: PostgreSQL would take a living pid for its own and refuse to start.
  rmSync(pidFile, { force: true });
}

/**
 * @param {number} pid
 * @param {string} cluster
 */
async function endServer(pid, cluster) {
  signalOne(pid, "SIGINT");
  if (await waitUntilGone(pid, FAST_STOP_WITHIN_MS)) return;
  signalOne(pid, "SIGQUIT");
  if (await waitUntilGone(pid, QUIT_WITHIN_MS)) return;
  throw new Refusal(`Một PostgreSQL cũ (tiến trình ${pid}) vẫn giữ ${cluster}: hãy tắt tiến trình đó rồi chạy lại.`);
}

/**
 * Sessions of a server killed by force end by themselves, but a busy one only after its statement; until then
 * the shared memory counts as in use. Their server is dead, so nothing they do can be kept.
 * @param {string} cluster
 */
async function endSessions(cluster) {
  const pids = processesIn(cluster);
  for (const pid of pids) signalOne(pid, "SIGQUIT");
  for (const pid of pids) if (!(await waitUntilGone(pid, QUIT_WITHIN_MS))) signalOne(pid, "SIGKILL");
  for (const pid of pids) await waitUntilGone(pid, QUIT_WITHIN_MS);
}

/** @param {string} pidFile */
function readPid(pidFile) {
  if (!existsSync(pidFile)) return null;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n", 1)[0]);
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) ? pid : null;
}

/**
 * Pids are used again: only a process that works in the cluster's folder, or says so in its command, is its server.
 * @param {number} pid
 * @param {string} cluster
 */
function isServerOf(pid, cluster) {
  if (existsSync("/proc/self/cwd")) return worksIn(pid, realpathSync(cluster));
  try {
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(cluster);
  } catch {
    return false;
  }
}

/** @param {string} cluster @returns {number[]} */
function processesIn(cluster) {
  if (!existsSync("/proc/self/cwd")) return [];
  const folder = realpathSync(cluster);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder));
}

/**
 * A shell that happens to stand in the folder is no PostgreSQL.
 * @param {number} pid
 * @param {string} folder
 */
function worksIn(pid, folder) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
  } catch {
    return false;
  }
}
