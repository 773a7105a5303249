// @ts-check
// Runs the tools of `npm test` on our screen, one after the other, with the duration of each.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NODE_MODULES, ROOT, toolEnvironment } from "../ground/paths.mjs";
import { Interrupted } from "../ground/refusal.mjs";
import { runToEnd } from "../processes/run.mjs";
import { rememberBuild } from "../product/build.mjs";
import { countStep, NOT_TAKEN, sum } from "./counts.mjs";

/** @type {Readonly<Record<number, string>>} */
const WORD_OF_CODE = { 0: "ok", [NOT_TAKEN]: "not taken, and counted as skipped" };

/** @typedef {{ title: string, tool: string, args: readonly string[], folder?: string, env?: NodeJS.ProcessEnv }} Tool */
/** @typedef {(tool: Tool) => Promise<number>} ToolRunner */

/**
 * @param {{ signal: AbortSignal, browser: string | null }} options
 * @returns {ToolRunner} a function that runs one tool of node_modules and returns its exit code
 */
export function createToolRunner({ signal, browser }) {
  return async ({ title, tool, args, folder = ".", env = {} }) => {
    const command = join(NODE_MODULES, ".bin", tool);
    if (!existsSync(command)) return 127;
    process.stdout.write(`\n== ${title}\n`);
    const startedMs = performance.now();
    const all = { ...toolEnvironment(), ...(browser ? { CHROMIUM_PATH: browser } : {}), ...env };
    const code = await runQuietly({ command, args, cwd: join(ROOT, folder), env: all, signal });
    process.stdout.write(`== ${title}: ${WORD_OF_CODE[code] ?? `failed (${code})`} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
    return code;
  };
}

/**
 * Types (with the build they rest on), lint, unused code: each counts as one.
 * @param {ToolRunner} run
 */
export async function staticChecks(run) {
  const types = await checkTypes(run);
  const lint = await run({ title: "lint", tool: "biome", args: ["check", "."] });
  const unused = await run({ title: "unused code", tool: "knip", args: [] });
  const supply = await run({ title: "chain of supply", tool: "node", args: ["scripts/supply.mjs"] });
  const holes = await run({ title: "known holes", tool: "node", args: ["scripts/supply.mjs", "--advisories"] });
  const again = await run({ title: "the same build twice", tool: "node", args: ["scripts/reproduce.mjs"] });
  return sum([
    countStep({ name: "types", code: types }),
    countStep({ name: "lint", code: lint }),
    countStep({ name: "unused code", code: unused }),
    countStep({ name: "chain of supply", code: supply }),
    countStep({ name: "known holes", code: holes }),
    countStep({ name: "the same build twice", code: again }),
  ]);
}

/** @param {ToolRunner} run */
async function checkTypes(run) {
  const args = ["run", "build", "check-types", "--continue", "--env-mode=loose", "--ui=stream", "--output-logs=new-only"];
  const env = { NODE_ENV: "production" };
  const workspaces = await run({ title: "build and types", tool: "turbo", args, env });
  if (workspaces === 0) rememberBuild();
  const scripts = await run({ title: "types of scripts", tool: "tsc", args: ["-p", "scripts/tsconfig.json"] });
  return workspaces || scripts;
}

/**
 * A tool that cannot even be started is one more failure, not the end of the tests.
 * @param {{ command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal }} run
 */
async function runQuietly(run) {
  try {
    return await runToEnd({ ...run, screen: "inherit" });
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    process.stderr.write(`${error}\n`);
    return 126;
  }
}
