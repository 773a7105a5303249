// @ts-check
// `npm run bench -- [--quick] [--only NAME] [--rounds N]`: ours beside the floor and the tutorial; see tests/load/bench.ts. `--growth`, `--processes`, `--soak`, `--revocation` and `--receipts` run the programs of that name beside it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNode, ROOT, toolEnvironment } from "./ground/paths.mjs";
import { runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { ensureBuilt } from "./product/build.mjs";
import { ensureInstalled } from "./product/install.mjs";

await runCommand(main);

async function main() {
  const signal = listenForStop();
  const scratch = mkdtempSync(join(tmpdir(), "langnghe-bench-"));
  try {
    await ensureInstalled({ dataDir: scratch, signal });
    await ensureBuilt({ dataDir: scratch, signal });
    return await runToEnd({
      command: projectNode(),
      args: ["--conditions=source", "--import", "tsx", program(), ...process.argv.slice(2)],
      cwd: ROOT,
      env: { ...toolEnvironment(), TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") },
      signal,
      screen: "inherit",
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @returns {string} */
function program() {
  const name = ["growth", "processes", "soak", "revocation", "receipts"].find((one) => process.argv.includes(`--${one}`)) ?? "bench";
  return `tests/load/${name}.ts`;
}
