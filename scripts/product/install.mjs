// @ts-check
// Installs the exact libraries of package-lock.json when they are missing or others.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refuseFullDisk } from "../ground/data-folder.mjs";
import { readJson } from "../ground/files.mjs";
import { findOnMachine, NODE_MODULES, pathWithoutProject, ROOT } from "../ground/paths.mjs";
import { runStep } from "../ground/progress.mjs";
import { DISK_FULL, Refusal, saysDiskFull } from "../ground/refusal.mjs";
import { ChildLog } from "../processes/child-log.mjs";
import { runToEnd } from "../processes/run.mjs";

const STAMP = join(NODE_MODULES, ".langnghe-lock-hash");
const INSTALL_NEEDS_MB = 1500;

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/**
 * @param {{ dataDir: string, signal: AbortSignal }} options `dataDir`: where the log of the installation goes
 */
export async function ensureInstalled({ dataDir, signal }) {
  const wanted = lockHash();
  if (isStamped(wanted)) return;
  if (holdsWhatLockSays()) {
    writeFileSync(STAMP, wanted);
    return;
  }
  refuseFullDisk(ROOT, INSTALL_NEEDS_MB);
  await runStep({ title: "Cài thư viện", hint: "khoảng một phút" }, () => install({ dataDir, signal }));
  writeFileSync(STAMP, wanted);
}

/** @param {{ dataDir: string, signal: AbortSignal }} options */
async function install({ dataDir, signal }) {
  const log = new ChildLog({ dataDir, name: "install" });
  const onOutput = log.write.bind(log);
  const { command, args } = npmCommand();
  // Build tools are needed even where NODE_ENV=production or an npm setting would leave them out.
  const flags = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const env = { ...process.env, PATH: pathWithoutProject() };
  const code = await runToEnd({ command, args: [...args, ...flags], cwd: ROOT, env, signal, onStdout: onOutput, onStderr: onOutput });
  log.close();
  if (code === 0) return;
  if (saysDiskFull(log.tail)) throw new Refusal(DISK_FULL);
  throw new Refusal(`Không cài được thư viện: hãy xem ${log.path}, kiểm tra kết nối tới kho thư viện npm rồi chạy lại.`, {
    details: log.firstLines(12), // npm says what is wrong first, and how to use it last
  });
}

/** npm itself, run by the machine's Node: the one in node_modules is about to be removed. */
export function npmCommand() {
  const npmScript = process.env.npm_execpath;
  const node = findOnMachine("node") ?? process.execPath;
  if (npmScript?.endsWith(".js") && npmScript.includes("npm") && existsSync(npmScript)) return { command: node, args: [npmScript] };
  const npm = findOnMachine("npm");
  if (npm) return { command: npm, args: [] };
  throw new Refusal("Máy này thiếu npm: hãy cài Node.js bản 20.19 trở lên (có kèm npm) rồi chạy lại.");
}

function lockHash() {
  const hash = createHash("sha256").update(readFileSync(join(ROOT, "package-lock.json")));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

/** @param {string} wanted */
function isStamped(wanted) {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
}

/**
 * npm keeps a record of what it really installed. If it agrees with the lock, someone ran `npm ci` by hand
 * and a second one would only cost a minute.
 */
function holdsWhatLockSays() {
  /** @type {Record<string, LockEntry> | undefined} */
  const installed = readJson(join(NODE_MODULES, ".package-lock.json"))?.packages;
  /** @type {Record<string, LockEntry>} */
  const locked = readJson(join(ROOT, "package-lock.json"))?.packages ?? {};
  if (!installed) return false;
  return Object.entries(locked).every(([path, entry]) => isInstalled({ path, entry, installed }));
}

/** @param {{ path: string, entry: LockEntry, installed: Record<string, LockEntry> }} options */
function isInstalled({ path, entry, installed }) {
  const isOurs = !path.startsWith("node_modules/");
  if (isOurs || entry.link) return true;
  const found = installed[path];
  if (!found) return entry.optional === true; // made for another kind of machine
  return found.version === entry.version && existsSync(join(ROOT, path));
}
