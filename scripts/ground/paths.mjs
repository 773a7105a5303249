// @ts-check
// Where things are in the house, and which Node runs what.
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const NODE_MODULES = join(ROOT, "node_modules");
const BIN = join(NODE_MODULES, ".bin");
const isWindows = process.platform === "win32";

/** Node 24 from node_modules once it is installed, else the Node that runs us. */
export function projectNode() {
  const platform = isWindows ? "win" : process.platform;
  const path = join(NODE_MODULES, `node-${platform}-${process.arch}`, "bin", isWindows ? "node.exe" : "node");
  return existsSync(path) ? realpathSync(path) : process.execPath;
}

/** The caller's environment, with the project's Node and tools first on the path and no reports sent to anybody. */
export function toolEnvironment() {
  return {
    ...process.env,
    PATH: `${BIN}${delimiter}${pathWithoutProject()}`,
    NEXT_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
  };
}

/** The path without our own node_modules: `npm ci` empties that folder while it runs. */
export function pathWithoutProject() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => !folder.startsWith(NODE_MODULES)).join(delimiter);
}

/**
 * The first executable of that name on the machine's own path, or null.
 * @param {string} name
 */
export function findOnMachine(name) {
  const file = isWindows ? `${name}.exe` : name;
  return (
    pathWithoutProject()
      .split(delimiter)
      .map((folder) => join(folder, file))
      .find((path) => existsSync(path)) ?? null
  );
}

/**
 * The file behind `require(request)` as seen from a workspace, so that a hoisted and a nested package both work.
 * @param {{ workspace: string, request: string }} where
 */
export function resolveFrom({ workspace, request }) {
  return createRequire(join(ROOT, workspace, "package.json")).resolve(request);
}
