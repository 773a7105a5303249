// @ts-check
// `npm run import -- FILE --channel NAME [--unit CODE] [--text COLUMN] [--dry-run]`:
// finds or starts the database, then lets the workers' importer do the work on our screen.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { projectNode, ROOT } from "./ground/paths.mjs";
import { runStep } from "./ground/progress.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { ensureBuilt } from "./product/build.mjs";
import { openDatabase } from "./product/database.mjs";
import { ensureInstalled } from "./product/install.mjs";
import { prepareDatabase } from "./product/prepare.mjs";
import { surroundingsOf } from "./product/programs.mjs";
import { addressOfRunning, announce, findRunning, withDataFolder } from "./product/session.mjs";
import { callerFolder } from "./product/with-database.mjs";
import { readSettings } from "./settings.mjs";

const USAGE = "Cách dùng: npm run import -- TỆP --channel TÊN-KÊNH [--unit MÃ-ĐƠN-VỊ] [--text TÊN-CỘT] [--dry-run]";

await runCommand(main);

async function main() {
  const args = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env);
  const signal = listenForStop();
  const running = findRunning(settings.dataDir);
  if (running) return runImporter({ args, settings, signal, url: addressOfRunning(settings, running) });
  return withDataFolder({ settings, signal, listens: false }, (session) => importAlone(session, args));
}

/**
 * Nobody runs on this data folder: everything is brought up for the duration.
 * @param {import("./product/session.mjs").Session} session
 * @param {readonly string[]} args
 */
async function importAlone({ settings, supervisor, signal }, args) {
  const { dataDir } = settings;
  await ensureInstalled({ dataDir, signal });
  await ensureBuilt({ dataDir, signal });
  const database = await openDatabase({ settings, supervisor });
  announce(dataDir, { databasePort: database.port });
  await runStep({ title: "Chuẩn bị cơ sở dữ liệu" }, () => prepareDatabase({ settings, databaseUrl: database.url, signal }));
  return runImporter({ args, settings, signal, url: database.url });
}

/** @param {{ args: readonly string[], settings: import("./settings.mjs").Settings, signal: AbortSignal, url: string }} options */
function runImporter({ args, settings, signal, url }) {
  return runToEnd({
    command: projectNode(),
    args: ["--enable-source-maps", join(ROOT, "apps/workers/dist/import/main.js"), ...args],
    // Its report lands in the data folder, import-reports/.
    cwd: callerFolder(),
    env: surroundingsOf({ DATABASE_URL: url, DATA_DIR: settings.dataDir, LOG_LEVEL: settings.logLevel, NODE_ENV: "production" }),
    signal,
    screen: "inherit",
  });
}

/**
 * The caller's arguments with the file as an absolute path.
 * @param {string[]} args
 * @returns {string[]}
 */
function readArguments(args) {
  const { file, values } = parse(args);
  const path = resolve(callerFolder(), file);
  if (!existsSync(path)) throw new Refusal(`Không tìm thấy tệp ${path}.`);
  if (!values.channel) throw new Refusal("Thiếu --channel, tên kênh của các ý kiến trong tệp.", { details: USAGE });
  const named = /** @type {const} */ (["channel", "unit", "text"]).flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  return [path, ...named, ...(values["dry-run"] ? ["--dry-run"] : [])];
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: "string" });
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { channel: text, unit: text, text, "dry-run": { type: "boolean" } },
    });
    const [file, ...others] = positionals;
    if (file && others.length === 0) return { file, values };
  } catch {
    // an unknown option, or one without its value
  }
  throw new Refusal("Lệnh nhập chưa đúng.", { details: USAGE });
}
