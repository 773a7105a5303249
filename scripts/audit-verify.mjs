// @ts-check
// `npm run audit:verify -- [--anchor FILE]… [--key FILE]`: computes the chain of the audit again, while the product runs.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { projectNode, ROOT } from "./ground/paths.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { databaseUrl } from "./postgres.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { surroundingsOf } from "./product/programs.mjs";
import { findRunning } from "./product/session.mjs";
import { readSettings } from "./settings.mjs";

const USAGE = "Cách dùng: npm run audit:verify -- [--anchor TỆP-MỐC]… [--key TỆP-KHÓA-CÔNG-KHAI]";

await runCommand(main);

async function main() {
  const args = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  return runToEnd({
    command: projectNode(),
    args: ["--enable-source-maps", join(ROOT, "apps/workers/dist/audit/verify.js"), ...args],
    cwd: ROOT,
    env: surroundingsOf({ DATABASE_URL: addressOf(settings), DATA_DIR: settings.dataDir, LOG_LEVEL: settings.logLevel, NODE_ENV: "production" }),
    signal: listenForStop(),
    screen: "inherit",
  });
}

/**
 * The same arguments with absolute paths: npm runs us in the project's folder and keeps the caller's in INIT_CWD.
 * @param {string[]} args
 */
function readArguments(args) {
  const { anchor = [], key } = parse(args);
  /** @param {string} file */
  const found = (file) => {
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
    if (!existsSync(path)) throw new Refusal(`Không tìm thấy tệp ${path}.`);
    return path;
  };
  return [...anchor.flatMap((file) => ["--anchor", found(file)]), ...(key === undefined ? [] : ["--key", found(key)])];
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: { anchor: { type: "string", multiple: true }, key: { type: "string" } } }).values;
  } catch {
    throw new Refusal("Lệnh kiểm tra nhật ký chưa đúng.", { details: USAGE });
  }
}

/** @param {import("./settings.mjs").Settings} settings */
function addressOf({ databaseUrl: outside, dataDir }) {
  if (outside) return outside;
  const port = findRunning(dataDir)?.databasePort;
  if (port) return databaseUrl({ dataDir, port });
  throw new Refusal("Lắng Nghe chưa chạy với thư mục dữ liệu này: hãy chạy npm start rồi kiểm tra lại, hoặc đặt DATABASE_URL.");
}
