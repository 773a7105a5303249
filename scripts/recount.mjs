// @ts-check
// `node scripts/recount.mjs [--repair]`: compares the counts of the queues with the opinions themselves, while the product runs.
import { join } from "node:path";
import { projectNode, ROOT } from "./ground/paths.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { databaseUrl } from "./postgres.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { surroundingsOf } from "./product/programs.mjs";
import { findRunning } from "./product/session.mjs";
import { readSettings } from "./settings.mjs";

const USAGE = "Cách dùng: node scripts/recount.mjs [--repair]";

await runCommand(main);

async function main() {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== "--repair")) throw new Refusal("Lệnh đếm lại chưa đúng.", { details: USAGE });
  const settings = readSettings(process.env);
  return runToEnd({
    command: projectNode(),
    args: ["--enable-source-maps", join(ROOT, "apps/workers/dist/opinions/recount.js"), ...args],
    cwd: ROOT,
    env: surroundingsOf({ DATABASE_URL: addressOf(settings), DATA_DIR: settings.dataDir, LOG_LEVEL: settings.logLevel, NODE_ENV: "production" }),
    signal: listenForStop(),
    screen: "inherit",
  });
}

/** @param {import("./settings.mjs").Settings} settings */
function addressOf({ databaseUrl: outside, dataDir }) {
  if (outside) return outside;
  const port = findRunning(dataDir)?.databasePort;
  if (port) return databaseUrl({ dataDir, port });
  throw new Refusal("Lắng Nghe chưa chạy với thư mục dữ liệu này: hãy chạy npm start rồi đếm lại, hoặc đặt DATABASE_URL.");
}
