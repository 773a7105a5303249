// @ts-check
// A Chromium for the tests: one that is named or installed, else Debian's package, else Playwright's own.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findOnMachine, NODE_MODULES, ROOT, toolEnvironment } from "../ground/paths.mjs";
import { runToEnd } from "../processes/run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PATH = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * @param {{ signal: AbortSignal }} options
 * @returns {Promise<string | null>} the browser's path, or null when Playwright uses its own
 */
export async function findOrInstallBrowser({ signal }) {
  const found = findBrowser();
  if (found) return found;
  if (await installFromDebian(signal)) return findBrowser();
  process.stdout.write("No Chromium on this machine: installing Playwright's own\n");
  const args = process.getuid?.() === 0 && findOnMachine("apt-get") ? ["install", "--with-deps", "chromium"] : ["install", "chromium"];
  // Should it fail, the browser tests will say so one by one; the others need none.
  await run({ command: join(NODE_MODULES, ".bin", "playwright"), args, signal });
  return null;
}

function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  const installed = NAMES.map(findOnMachine).find((path) => path !== null);
  return installed ?? (existsSync(MAC_PATH) ? MAC_PATH : null);
}

/** @param {AbortSignal} signal */
async function installFromDebian(signal) {
  const aptGet = findOnMachine("apt-get");
  if (process.getuid?.() !== 0 || !aptGet) return false;
  process.stdout.write("No Chromium on this machine: installing Debian's package\n");
  await run({ command: aptGet, args: ["update", "-qq"], signal });
  return (await run({ command: aptGet, args: ["install", "-y", "-qq", "--no-install-recommends", "chromium"], signal })) === 0;
}

/** @param {{ command: string, args: string[], signal: AbortSignal }} options */
async function run({ command, args, signal }) {
  const env = { ...toolEnvironment(), DEBIAN_FRONTEND: "noninteractive" };
  try {
    return await runToEnd({ command, args, cwd: ROOT, env, signal, onStderr: (chunk) => void process.stderr.write(chunk) });
  } catch (error) {
    if (signal.aborted) throw error;
    return 126;
  }
}
