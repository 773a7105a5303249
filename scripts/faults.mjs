// @ts-check
// `npm run test:faults -- [--rounds 3] [--only NAME] [--seed N] [--size small|large]`: breaks the running product in every way
// that tests/faults/scenarios names, and looks whether anything was lost. On our screen, in English like `npm test`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectNode, ROOT, toolEnvironment } from "./ground/paths.mjs";
import { runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { ensureInstalled } from "./product/install.mjs";

await runCommand(main);

async function main() {
  const signal = listenForStop();
  const scratch = mkdtempSync(join(tmpdir(), "langnghe-faults-"));
  try {
    await ensureInstalled({ dataDir: scratch, signal });
    return await runToEnd({
      command: projectNode(),
      args: ["--conditions=source", "--import", "tsx", "tests/faults/run.ts", ...process.argv.slice(2)],
      cwd: ROOT,
      env: { ...toolEnvironment(), TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") },
      signal,
      screen: "inherit",
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
