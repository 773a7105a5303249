// @ts-check
// Our end of the guard (guard.mjs): started on first use, kept as long as we live, started again if it dies.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { projectNode } from "../ground/paths.mjs";

/** @typedef {"program" | "postgres"} WatchedKind */

const GUARD = fileURLToPath(new URL("./guard.mjs", import.meta.url));

/** @type {Map<number, WatchedKind>} */
const watched = new Map();
/** @type {import("node:child_process").ChildProcess | null} */
let guard = null;

/**
 * From now on the guard ends this process if we die without ending it.
 * @param {number} pid leader of its own process group
 * @param {WatchedKind} kind
 */
export function watch(pid, kind) {
  watched.set(pid, kind);
  if (guard) tell(`watch ${pid} ${kind}`);
  else startGuard();
}

/** @param {number} pid */
export function forget(pid) {
  watched.delete(pid);
  tell(`forget ${pid}`);
}

function startGuard() {
  const started = spawn(projectNode(), [GUARD], { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard = started;
  started.on("error", () => dropGuard(started));
  started.on("exit", () => dropGuard(started));
  started.stdin.on("error", () => {}); // its exit is what counts
  // Neither the guard nor the pipe to it is a reason for us to stay alive.
  started.unref();
  /** @type {import("node:net").Socket} */ (/** @type {unknown} */ (started.stdin)).unref();
  for (const [pid, kind] of watched) tell(`watch ${pid} ${kind}`);
}

/** @param {import("node:child_process").ChildProcess} which */
function dropGuard(which) {
  if (guard !== which) return;
  guard = null;
  if (watched.size > 0 && which.pid !== undefined) startGuard();
}

/** @param {string} line */
function tell(line) {
  guard?.stdin?.write(`${line}\n`);
}
