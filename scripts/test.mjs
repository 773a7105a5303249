// @ts-check
// `npm test`: everything, on a clean machine. Each step runs even when one before it failed;
// the last line is "N passed, N failed", which other programs read, so this command speaks English.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeFailure, Interrupted, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { ensureInstalled } from "./product/install.mjs";
import { requireNode } from "./product/session.mjs";
import { readTestArguments } from "./testing/arguments.mjs";
import { findOrInstallBrowser } from "./testing/browser.mjs";
import { countPlaywright, countStep, countVitest, sum, totalLine } from "./testing/counts.mjs";
import { installNodeServers } from "./testing/node-servers.mjs";
import { createToolRunner, staticChecks } from "./testing/steps.mjs";

/** @typedef {import("./testing/counts.mjs").Counts} Counts */

await runCommand(main);

async function main() {
  requireNode(process.versions.node);
  const wanted = readTestArguments(process.argv.slice(2));
  const signal = listenForStop();
  const scratch = mkdtempSync(join(tmpdir(), "langnghe-test-"));
  try {
    return conclude(await runParts({ ...wanted, signal, scratch }));
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    process.stderr.write(`${describeFailure(error)}\n`);
    return conclude(countStep({ name: "getting ready (see above)", code: 1 }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {{ only: import("./testing/arguments.mjs").Part | null, filters: readonly string[], signal: AbortSignal, scratch: string }} options */
async function runParts({ only, filters, signal, scratch }) {
  await ensureInstalled({ dataDir: scratch, signal });
  const browser = only === "static" ? null : await findOrInstallBrowser({ signal });
  const run = createToolRunner({ signal, browser });
  const parts = {
    static: () => staticChecks(run),
    vitest: async () => {
      await installNodeServers({ signal });
      return vitest({ run, filters, report: join(scratch, "vitest.json") });
    },
    browser: () => playwright({ run, filters, report: join(scratch, "playwright.json") }),
  };
  const counts = [];
  for (const part of only ? [parts[only]] : Object.values(parts)) counts.push(await part());
  return sum(counts);
}

/** @param {{ run: import("./testing/steps.mjs").ToolRunner, filters: readonly string[], report: string }} options */
async function vitest({ run, filters, report }) {
  const args = ["run", "--config=tests/vitest.config.ts", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...filters];
  const code = await run({ title: "vitest", tool: "vitest", args });
  return countVitest({ report, code });
}

/** @param {{ run: import("./testing/steps.mjs").ToolRunner, filters: readonly string[], report: string }} options */
async function playwright({ run, filters, report }) {
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: "never" };
  const code = await run({ title: "playwright", tool: "playwright", args: ["test", "--reporter=list,json", ...filters], folder: "tests", env });
  return countPlaywright({ report, code });
}

/** @param {Counts} counts */
function conclude(counts) {
  for (const name of counts.failures) process.stdout.write(`FAILED ${name}\n`);
  process.stdout.write(`${totalLine(counts)}\n`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
