// @ts-check
// `npm run backup [-- --to FOLDER]`: backs up everything, while the product runs or not, into one encrypted file.
// `npm run backup -- --new-key FILE`: makes the key; the public half stays here, the secret one goes elsewhere.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runBackupProgram } from "./product/backup-program.mjs";
import { callerFolder, withDatabase } from "./product/with-database.mjs";
import { readSettings } from "./settings.mjs";

const USAGE = "Cách dùng: npm run backup [-- --to THƯ-MỤC]\n           npm run backup -- --new-key TỆP-KHÓA";

await runCommand(main);

async function main() {
  const { to, "new-key": newKey } = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  const signal = listenForStop();
  if (newKey) {
    const path = resolve(callerFolder(), newKey);
    if (existsSync(path)) throw new Refusal(`${path} đã có: hãy chọn tên tệp khác, khóa cũ không bị ghi đè.`);
    return runBackupProgram({ settings, signal, url: "", args: ["new-key", path] });
  }
  const folder = to ? resolve(callerFolder(), to) : settings.backupDir;
  if (!existsSync(join(settings.dataDir, "backup-recipient")))
    throw new Refusal("Chưa có khóa sao lưu: hãy chạy npm run backup -- --new-key TỆP-KHÓA trước.");
  return withDatabase({ settings, signal }, (url) => runBackupProgram({ settings, signal, url, args: ["back-up", folder] }));
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    const text = /** @type {const} */ ({ type: "string" });
    return parseArgs({ args, options: { to: text, "new-key": text } }).values;
  } catch {
    throw new Refusal("Lệnh sao lưu chưa đúng.", { details: USAGE });
  }
}
