// @ts-check
// npm runs no library's script (`.npmrc`); those that a library cannot do without run here, by name.

import { join } from "node:path";
import { readJson } from "../ground/files.mjs";
import { NODE_MODULES } from "../ground/paths.mjs";
import { entryOf, INSTALL_SCRIPTS } from "./exceptions.mjs";

/**
 * The libraries on this machine whose script has to run.
 * @returns {string[]} their names
 */
export function librariesToPrepare() {
  /** @type {Record<string, { hasInstallScript?: boolean }>} */
  const installed = readJson(join(NODE_MODULES, ".package-lock.json"))?.packages ?? {};
  return Object.entries(installed)
    .filter(([path, { hasInstallScript }]) => hasInstallScript && !path.includes("/node_modules/"))
    .map(([path]) => path.slice("node_modules/".length))
    .filter((name) => entryOf(INSTALL_SCRIPTS, name)?.mayRun);
}
