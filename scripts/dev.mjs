// @ts-check
// `npm run dev`: for people who change code. As `npm start`, but from the sources, watched, with everything said on the screen.
import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { readJson } from "./ground/files.mjs";
import { ROOT } from "./ground/paths.mjs";
import { runStep, say } from "./ground/progress.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { turbo } from "./product/build.mjs";
import { openDatabase } from "./product/database.mjs";
import { ensureInstalled } from "./product/install.mjs";
import { FROM_SOURCE, keepFirstStart, prepareDatabase } from "./product/prepare.mjs";
import { addressesOf, programsOf, serviceOf } from "./product/programs.mjs";
import { announce, untilStopped, withDataFolder } from "./product/session.mjs";
import { readSettings } from "./settings.mjs";

await runCommand(main);

async function main() {
  const settings = readSettings(process.env);
  const signal = listenForStop();
  setMaxListeners(0, signal);
  await withDataFolder({ settings, signal, listens: true }, develop);
  return 0;
}

/** @param {import("./product/session.mjs").Session} session */
async function develop({ settings, supervisor, signal }) {
  const { dataDir } = settings;
  await ensureInstalled({ dataDir, signal });
  await runStep({ title: "Sinh mã GraphQL" }, () => generateCode(signal));
  const database = await openDatabase({ settings, supervisor });
  announce(dataDir, { databasePort: database.port });
  await runStep({ title: "Chuẩn bị cơ sở dữ liệu" }, () => prepareDatabase({ settings, databaseUrl: database.url, signal, args: FROM_SOURCE }));
  for (const program of programsOf({ settings, databaseUrl: database.url })) {
    await supervisor.keep(serviceOf({ program: watched(program, settings), settings, onLine: () => {}, echo: true }));
  }
  sayWhere(settings);
  await untilStopped(signal);
}

/** @param {import("./settings.mjs").Settings} settings */
function sayWhere(settings) {
  const addresses = addressesOf(settings);
  const { path } = keepFirstStart(settings.dataDir, addresses);
  say(`\n  console ${addresses.console}\n  portal  ${addresses.portal}\n  api     ${addresses.api}\n  ${path}\n`);
}

/** @param {AbortSignal} signal */
async function generateCode(signal) {
  const run = turbo(["run", "codegen", "--output-logs=errors-only"]);
  let output = "";
  /** @param {Buffer} chunk */
  const onOutput = (chunk) => {
    output += chunk;
  };
  const code = await runToEnd({ ...run, signal, onStdout: onOutput, onStderr: onOutput });
  if (code !== 0) throw new Refusal("Không sinh được mã GraphQL cho các trang.", { details: output.slice(-3000) });
}

/**
 * The program as its workspace's own `dev` script runs it; the web servers are told their address on the command line.
 * @param {import("./product/programs.mjs").Program} program
 * @param {import("./settings.mjs").Settings} settings
 * @returns {import("./product/programs.mjs").Program}
 */
function watched(program, { host, consolePort, portalPort }) {
  const script = readJson(join(ROOT, program.workspace, "package.json"))?.scripts?.dev;
  if (!script) throw new Refusal(`${program.workspace}/package.json không có lệnh "dev".`);
  const port = { console: consolePort, portal: portalPort, api: null, workers: null }[program.name];
  return { ...program, script: port === null ? script : `${script} -p ${port} -H ${host}` };
}
