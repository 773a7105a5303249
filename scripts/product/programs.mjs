// @ts-check
// The four programs of the product: how each is run, what it is told, and how one knows that it answers.
import { spawn } from "node:child_process";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { projectNode, ROOT, resolveFrom, toolEnvironment } from "../ground/paths.mjs";
import { ChildLog } from "../processes/child-log.mjs";
import { signalGroup, waitUntilGone } from "../processes/group.mjs";
import { forget, watch } from "../processes/watch.mjs";
import { SETTING_RULES } from "../settings.mjs";

const END_WITH_PARENT = new URL("../processes/end-with-parent.mjs", import.meta.url).href;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const EVERY_ADDRESS = ["0.0.0.0", "[::]"];

/** @typedef {import("../settings.mjs").Settings} Settings */
/** @typedef {{ console: string, portal: string, api: string }} Addresses */

/**
 * @typedef {object} Program
 * @property {"api" | "workers" | "console" | "portal"} name
 * @property {string} workspace
 * @property {readonly string[]} args For Node 24.
 * @property {string} [script] Instead: a line of package.json, run by the shell.
 * @property {Record<string, string>} env What this program is told, and nothing the others are.
 * @property {string | null} readyUrl Answers 200 when the program is ready.
 * @property {string | null} readyLine Or: it says this line.
 * @property {number} stopWithinMs
 */

/**
 * In the order in which they start; they stop in the opposite one. Their times to stop, and PostgreSQL's, stay within ten seconds.
 * @param {{ settings: Settings, databaseUrl: string }} options
 * @returns {Program[]}
 */
export function programsOf({ settings, databaseUrl }) {
  const env = environmentsOf({ settings, databaseUrl });
  const at = {
    api: localAddress(settings, settings.apiPort),
    console: localAddress(settings, settings.consolePort),
    portal: localAddress(settings, settings.portalPort),
  };
  const node = ["--enable-source-maps", "dist/main.js"];
  return [
    {
      name: "api",
      workspace: "apps/api",
      args: node,
      env: env.api,
      readyUrl: `${at.api}/readyz`,
      readyLine: null,
      stopWithinMs: 2500 + Number(settings.nodes.DRAIN_MS ?? 0),
    },
    { name: "workers", workspace: "apps/workers", args: node, env: env.workers, readyUrl: null, readyLine: "workers ready", stopWithinMs: 2500 },
    {
      name: "console",
      workspace: "apps/console",
      args: nextStart("apps/console", settings.consolePort, settings.host),
      env: env.console,
      readyUrl: `${at.console}/sign-in`,
      readyLine: null,
      stopWithinMs: 1000,
    },
    {
      name: "portal",
      workspace: "apps/portal",
      args: ["serve.mjs"],
      env: env.portal,
      readyUrl: `${at.portal}/`,
      readyLine: null,
      stopWithinMs: 1000,
    },
  ];
}

/**
 * The environment of each program: only what it needs, so that the web servers never see the database.
 * @param {{ settings: Settings, databaseUrl: string }} options
 */
export function environmentsOf({ settings, databaseUrl }) {
  const {
    host,
    apiPort,
    consolePort,
    portalPort,
    logLevel,
    eventRetentionDays,
    socketsPerCaller,
    trustedProxyHops,
    secondFactor,
    nodes,
    dataDir,
    backupDir,
    backupKeepDays,
  } = settings;
  const consoleOrigin = settings.consoleOrigin || ownOrigin(settings);
  const web = { API_URL: `${localAddress(settings, apiPort)}/graphql`, API_PORT: String(apiPort), HOST: host };
  return {
    api: {
      ...nodes,
      ...settings.identityProvider,
      DATABASE_URL: databaseUrl,
      API_PORT: String(apiPort),
      HOST: host,
      CONSOLE_ORIGIN: consoleOrigin,
      CONSOLE_ORIGINS: [...new Set([consoleOrigin, ...originsOf(host, consolePort)])].join(","),
      PORTAL_ORIGINS: originsOf(host, portalPort).join(","),
      LOG_LEVEL: logLevel,
      SOCKETS_PER_CALLER: socketsPerCaller,
      TRUSTED_PROXY_HOPS: String(trustedProxyHops),
      SECOND_FACTOR: secondFactor,
    },
    workers: {
      ...nodes,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: logLevel,
      EVENT_RETENTION_DAYS: String(eventRetentionDays),
      DATA_DIR: dataDir,
      BACKUP_DIR: backupDir,
      BACKUP_KEEP_DAYS: String(backupKeepDays),
    },
    console: { ...web, PORTAL_PORT: String(portalPort) },
    portal: { ...web, PORTAL_PORT: String(portalPort) },
  };
}

/**
 * The addresses people open.
 * @param {Settings} settings
 * @returns {Addresses}
 */
export function addressesOf(settings) {
  return {
    console: settings.consoleOrigin || ownOrigin(settings),
    portal: localAddress(settings, settings.portalPort),
    api: `${localAddress(settings, settings.apiPort)}/graphql`,
  };
}

/**
 * The origins a browser on this machine or, when every address is listened on, in this network may come from.
 * @param {string} host
 * @param {number} port
 */
export function originsOf(host, port) {
  const name = inUrl(host);
  const hosts = EVERY_ADDRESS.includes(name)
    ? [...LOOPBACK, hostname(), ...ownAddresses()]
    : LOOPBACK.includes(name)
      ? [name, "localhost", "127.0.0.1"]
      : [name];
  return [...new Set(hosts)].map((each) => `http://${each}:${port}`);
}

/**
 * The console's address where nobody set one. A browser binds no passkey to a bare number, so on one machine it is localhost.
 * @param {Settings} settings
 */
function ownOrigin({ host, consolePort }) {
  const name = inUrl(host);
  const isThisMachine = LOOPBACK.includes(name) || EVERY_ADDRESS.includes(name);
  return `http://${isThisMachine ? "localhost" : name}:${consolePort}`;
}

/**
 * The surroundings of a program: the machine's environment without our settings, then what it is told.
 * @param {Record<string, string>} env
 */
export function surroundingsOf(env) {
  /** @type {NodeJS.ProcessEnv} */
  const surroundings = toolEnvironment();
  for (const { name } of SETTING_RULES) delete surroundings[name];
  return { ...surroundings, ...env };
}

/**
 * Starts a program as a service of the supervisor.
 * @param {{ program: Program, settings: Settings, onLine: (line: string) => void, echo?: boolean }} options `echo`: show what it says on the screen
 * @returns {import("../processes/supervisor.mjs").Service}
 */
export function serviceOf({ program, settings, onLine, echo = ["debug", "trace"].includes(settings.logLevel) }) {
  const { name, stopWithinMs } = program;
  const log = new ChildLog({ dataDir: settings.dataDir, name, echo });
  return { name, stopWithinMs, launch: async () => launch({ program, log, onLine }) };
}

/**
 * @param {{ program: Program, log: ChildLog, onLine: (line: string) => void }} options
 * @returns {Promise<import("../processes/supervisor.mjs").Running>}
 */
async function launch({ program, log, onLine }) {
  const child = program.script ? spawnScript(program, program.script) : spawnBuilt(program);
  child.stdout?.on("data", (chunk) => log.write(chunk));
  child.stderr?.on("data", (chunk) => log.write(chunk));
  if (program.readyLine) child.stdout?.on("data", (chunk) => chunk.toString().split("\n").forEach(onLine));
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once("error", (error) => {
      log.write(`${error.message}\n`);
      resolve(log.lastLines(15));
    });
    child.once("exit", () => resolve(log.lastLines(15)));
  });
  const { pid } = child;
  if (pid === undefined) return { pid: 0, exited, stop: async () => {} };
  watch(pid, "program");
  void exited.then(() => {
    forget(pid);
    signalGroup(pid, "SIGKILL"); // whatever it had started must not outlive it
  });
  return { pid, exited, stop: (withinMs) => stopChild({ pid, exited, withinMs }) };
}

/** @param {Program} program */
function spawnBuilt({ args, workspace, env }) {
  return spawn(projectNode(), ["--import", END_WITH_PARENT, ...args], {
    cwd: join(ROOT, workspace),
    env: surroundingsOf({ ...env, NODE_ENV: "production" }),
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/**
 * @param {Program} program
 * @param {string} script
 */
function spawnScript({ workspace, env }, script) {
  return spawn(script, { cwd: join(ROOT, workspace), env: surroundingsOf(env), shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
}

/** @param {{ pid: number, exited: Promise<string>, withinMs: number }} options */
async function stopChild({ pid, exited, withinMs }) {
  signalGroup(pid, "SIGTERM");
  if (!(await waitUntilGone(pid, withinMs))) signalGroup(pid, "SIGKILL");
  await exited;
}

/**
 * @param {string} workspace
 * @param {number} port
 * @param {string} host
 */
function nextStart(workspace, port, host) {
  return [resolveFrom({ workspace, request: "next/dist/bin/next" }), "start", "-p", String(port), "-H", host];
}

/**
 * @param {Settings} settings
 * @param {number} port
 */
function localAddress({ host }, port) {
  const name = inUrl(host);
  return `http://${EVERY_ADDRESS.includes(name) ? "127.0.0.1" : name}:${port}`;
}

/** @param {string} host */
function inUrl(host) {
  return host.includes(":") ? `[${host}]` : host;
}

function ownAddresses() {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal }) => !internal).map(({ address }) => inUrl(address));
}
