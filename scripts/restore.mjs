// @ts-check
// `npm run restore -- FILE --key KEYFILE`: brings a backup back into an empty data folder or an empty outside database.
// `… --drill`: the same on a server that is made for it and thrown away: shows that the backup could be brought back.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runBackupProgram } from "./product/backup-program.mjs";
import { prepareDatabase } from "./product/prepare.mjs";
import { findRunning } from "./product/session.mjs";
import { callerFolder, withDatabase } from "./product/with-database.mjs";
import { readSettings } from "./settings.mjs";

const USAGE = "Cách dùng: npm run restore -- TỆP-SAO-LƯU --key TỆP-KHÓA [--drill]";

await runCommand(main);

async function main() {
  const { path, key, isDrill } = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  const signal = listenForStop();
  if (isDrill) return drill({ settings, path, key, signal });
  if (findRunning(settings.dataDir)) throw new Refusal("Lắng Nghe đang chạy với thư mục dữ liệu này: hãy dừng rồi khôi phục.");
  return bringBack({ settings, path, key, signal });
}

/** @typedef {{ settings: import("./settings.mjs").Settings, path: string, key: string, signal: AbortSignal }} Order */

/** @param {Order} order */
async function bringBack({ settings, path, key, signal }) {
  return withDatabase({ settings, signal }, async (url) => {
    const code = await runBackupProgram({ settings, signal, url, args: ["restore", path, key] });
    // What this version has changed in structure, and the order of the log on this server.
    if (code === 0) await prepareDatabase({ settings, databaseUrl: url, signal });
    return code;
  });
}

/** @param {Order} order */
async function drill({ settings, ...order }) {
  const dataDir = mkdtempSync(join(tmpdir(), "langnghe-drill-"));
  try {
    const code = await bringBack({ ...order, settings: { ...settings, dataDir, databaseUrl: null, databasePortIsChosen: false } });
    process.stdout.write(code === 0 ? "Diễn tập khôi phục: đạt. Máy thử đã được xóa.\n" : "Diễn tập khôi phục: KHÔNG đạt.\n");
    return code;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** @param {string[]} args */
function readArguments(args) {
  const { file, key, isDrill } = parse(args);
  const [path, keyPath] = [resolve(callerFolder(), file), resolve(callerFolder(), key)];
  for (const wanted of [path, keyPath]) if (!existsSync(wanted)) throw new Refusal(`Không tìm thấy tệp ${wanted}.`);
  return { path, key: keyPath, isDrill };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { key: { type: "string" }, drill: { type: "boolean" } } });
    const [file, ...others] = positionals;
    if (file && values.key && others.length === 0) return { file, key: values.key, isDrill: values.drill ?? false };
  } catch {
    // an unknown option, or one without its value
  }
  throw new Refusal("Lệnh khôi phục chưa đúng.", { details: USAGE });
}
