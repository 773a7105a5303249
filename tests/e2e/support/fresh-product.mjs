// Starts the product on an empty data folder, with the command everybody uses. Settings come by environment.
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.env.DATA_DIR = join(tmpdir(), "langnghe-e2e");
rmSync(process.env.DATA_DIR, { recursive: true, force: true });
await import("../../../scripts/start.mjs");
