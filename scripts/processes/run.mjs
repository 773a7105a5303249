// @ts-check
// Runs one program to its end: an install, a build, a migration.
import { spawn } from "node:child_process";
import { Interrupted } from "../ground/refusal.mjs";
import { pause, signalGroup } from "./group.mjs";
import { forget, watch } from "./watch.mjs";

const GRACE_MS = 3000;

/**
 * @typedef {object} Run
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {AbortSignal} signal Aborted when the launcher should stop: the program is ended and `Interrupted` thrown.
 * @property {((chunk: Buffer) => void) | undefined} [onStdout]
 * @property {((chunk: Buffer) => void) | undefined} [onStderr]
 * @property {"inherit" | "own"} [screen] `inherit`: the program writes to our screen and reads our keyboard.
 */

/**
 * @param {Run} run
 * @returns {Promise<number>} its exit code; 128 + n after a signal
 */
export async function runToEnd(run) {
  if (run.signal.aborted) throw new Interrupted();
  const sharesScreen = run.screen === "inherit";
  const child = spawn(run.command, run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: sharesScreen ? "inherit" : ["ignore", "pipe", "pipe"],
    // With our own screen it must stay in the terminal's foreground group, or reading the keyboard stops it.
    detached: !sharesScreen,
  });
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 128));
  });
  if (run.onStdout) child.stdout?.on("data", run.onStdout);
  if (run.onStderr) child.stderr?.on("data", run.onStderr);
  if (child.pid !== undefined && !sharesScreen) watch(child.pid, "program");
  const end = () => void endChild(child, sharesScreen);
  run.signal.addEventListener("abort", end, { once: true });
  try {
    const code = await ended;
    if (run.signal.aborted) throw new Interrupted();
    return code;
  } finally {
    run.signal.removeEventListener("abort", end);
    if (child.pid !== undefined) forget(child.pid);
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {boolean} sharesScreen
 */
async function endChild(child, sharesScreen) {
  if (child.pid === undefined) return;
  if (sharesScreen) child.kill("SIGTERM");
  else signalGroup(child.pid, "SIGTERM");
  await pause(GRACE_MS);
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (sharesScreen) child.kill("SIGKILL");
  else signalGroup(child.pid, "SIGKILL");
}
