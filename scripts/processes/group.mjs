// @ts-check
// Every program gets its own process group: Ctrl-C in the terminal reaches the launcher alone, and the launcher
// can end a program together with whatever it started.
import { isAlive } from "../ground/lock.mjs";

const LOOK_EVERY_MS = 25;

/**
 * Sends a signal to the whole group of a detached child; a group that is gone is no error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    if (process.platform === "win32") signalOne(pid, signal); // there are no groups
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalOne(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // already gone
  }
}

/**
 * @param {number} pid
 * @param {number} withinMs
 * @returns {Promise<boolean>} true when the process ended in time
 */
export async function waitUntilGone(pid, withinMs) {
  const untilMs = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() >= untilMs) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}

/** @param {number} ms @returns {Promise<void>} */
export function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
