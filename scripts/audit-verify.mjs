// @ts-check
// `npm run audit:verify [-- ANCHOR-FILE…]`: looks whether the audit is whole, while the product runs or not.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectNode, ROOT } from "./ground/paths.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { surroundingsOf } from "./product/programs.mjs";
import { callerFolder, withDatabase } from "./product/with-database.mjs";
import { readSettings } from "./settings.mjs";

await runCommand(async () => {
  const settings = readSettings(process.env);
  const signal = listenForStop();
  const anchors = process.argv.slice(2).map((path) => resolve(callerFolder(), path));
  for (const path of anchors)
    if (!existsSync(path)) throw new Refusal(`Không tìm thấy tệp ${path}.`, { details: "Cách dùng: npm run audit:verify [-- TỆP-DẤU-KÝ …]" });
  return withDatabase({ settings, signal }, (url) =>
    runToEnd({
      command: projectNode(),
      args: ["--enable-source-maps", join(ROOT, "apps/workers/dist/access/verify-audit.js"), ...anchors],
      cwd: ROOT,
      env: surroundingsOf({ DATABASE_URL: url, NODE_ENV: "production" }),
      signal,
      screen: "inherit",
    }),
  );
});
