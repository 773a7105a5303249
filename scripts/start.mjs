// @ts-check
// `npm start`: from a fresh clone to a running product.
// 1. check: settings, data folder, ports
// 2. install, build, start PostgreSQL, migrate and fill: each only if there is something to do
// 3. start the four programs, wait until all answer, say where they are, and keep them alive until told to stop
import { setMaxListeners } from "node:events";
import { runStep, say } from "./ground/progress.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { ensureBuilt } from "./product/build.mjs";
import { openDatabase } from "./product/database.mjs";
import { ensureInstalled } from "./product/install.mjs";
import { keepFirstStart, prepareDatabase } from "./product/prepare.mjs";
import { addressesOf, programsOf, serviceOf } from "./product/programs.mjs";
import { waitUntilReady } from "./product/ready.mjs";
import { announce, stopHere, untilStopped, withDataFolder } from "./product/session.mjs";
import { describeSettings, readSettings } from "./settings.mjs";

await runCommand(main);

async function main() {
  const [argument] = process.argv.slice(2);
  if (argument === "--help" || argument === "-h") {
    say(`npm start: cài, dựng và chạy Lắng Nghe.\n\n${describeSettings()}`);
    return 0;
  }
  if (argument) throw new Refusal(`npm start không hiểu "${argument}": thiết đặt đi bằng biến môi trường, xem npm start -- --help.`);
  const settings = readSettings(process.env);
  const signal = listenForStop();
  setMaxListeners(0, signal);
  await withDataFolder({ settings, signal, listens: true }, serve);
  return 0;
}

/** @param {import("./product/session.mjs").Session} session */
async function serve(session) {
  const { settings, supervisor, signal } = session;
  const { dataDir } = settings;
  await ensureInstalled({ dataDir, signal });
  await ensureBuilt({ dataDir, signal });
  const database = await openDatabase({ settings, supervisor });
  announce(dataDir, { databasePort: database.port });
  await runStep({ title: "Chuẩn bị cơ sở dữ liệu" }, () => prepareDatabase({ settings, databaseUrl: database.url, signal }));
  await runStep({ title: "Mở API, bộ xử lý nền, trang cán bộ và trang đoàn viên" }, () => startPrograms(session, database.url));
  welcome(settings);
  await untilStopped(signal);
}

/**
 * @param {import("./product/session.mjs").Session} session
 * @param {string} databaseUrl
 */
async function startPrograms({ settings, supervisor, signal }, databaseUrl) {
  const programs = programsOf({ settings, databaseUrl });
  /** @type {Set<string>} */
  const lines = new Set();
  for (const program of programs) {
    stopHere(signal);
    await supervisor.keep(serviceOf({ program, settings, onLine: (line) => void lines.add(line.trim()) }));
  }
  await waitUntilReady({ programs, lines, signal });
}

/** @param {import("./settings.mjs").Settings} settings */
function welcome(settings) {
  const addresses = addressesOf(settings);
  const { path, isNew } = keepFirstStart(settings.dataDir, addresses);
  say(`
Lắng Nghe đã sẵn sàng.

  Trang cán bộ      ${addresses.console}
  Trang đoàn viên   ${addresses.portal}
  API               ${addresses.api}
  Tài khoản mẫu     ${path}${isNew ? " (vừa tạo)" : ""}

Nhấn Ctrl-C để dừng.
`);
}
