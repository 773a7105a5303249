// @ts-check
// Builds the four programs when their sources have changed since the last build.
// turbo alone would answer from its cache in seconds; the stamp spares those too.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_MODULES, ROOT, toolEnvironment } from "../ground/paths.mjs";
import { runStep } from "../ground/progress.mjs";
import { DISK_FULL, Refusal, saysDiskFull } from "../ground/refusal.mjs";
import { ChildLog } from "../processes/child-log.mjs";
import { runToEnd } from "../processes/run.mjs";

const STAMP = join(NODE_MODULES, ".langnghe-build-hash");
const SOURCES = ["apps", "packages", "schema", "package-lock.json", "turbo.json", "tsconfig.base.json"];
const OUTPUTS = ["apps/api/dist/main.js", "apps/workers/dist/main.js", "apps/console/.next/BUILD_ID", "apps/portal/.next/BUILD_ID"];
// What builds write between the sources.
const NOT_SOURCE = new Set(["node_modules", "dist", ".next", ".turbo", "generated", "coverage", "next-env.d.ts"]);

/**
 * @param {{ dataDir: string, signal: AbortSignal }} options
 */
export async function ensureBuilt({ dataDir, signal }) {
  const sources = hashOfSources();
  if (isBuilt(sources)) return;
  await runStep({ title: "Dựng các chương trình", hint: "khoảng một phút" }, () => build({ dataDir, signal }));
  stampBuild(sources);
}

/** Remembers that the present outputs come from the present sources; for whoever ran turbo themselves. */
export function rememberBuild() {
  if (OUTPUTS.every((path) => existsSync(join(ROOT, path)))) stampBuild(hashOfSources());
}

/** @param {{ dataDir: string, signal: AbortSignal }} options */
async function build({ dataDir, signal }) {
  const log = new ChildLog({ dataDir, name: "build" });
  const onOutput = log.write.bind(log);
  const run = turbo(["run", "build", "--output-logs=new-only"]);
  const code = await runToEnd({ ...run, signal, onStdout: onOutput, onStderr: onOutput });
  log.close();
  if (code === 0) return;
  if (saysDiskFull(log.tail)) throw new Refusal(DISK_FULL);
  throw new Refusal(`Không dựng được các chương trình: hãy xem ${log.path}.`, { details: log.lastLines(25) });
}

/**
 * How turbo is called, everywhere. Its settings are ours to pass on: without `loose` it would drop them.
 * @param {readonly string[]} args
 */
export function turbo(args) {
  const env = { ...toolEnvironment(), NODE_ENV: "production" };
  return { command: join(NODE_MODULES, ".bin", "turbo"), args: [...args, "--env-mode=loose", "--ui=stream"], cwd: ROOT, env };
}

/** @param {string} sources */
function isBuilt(sources) {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === stampOf(sources);
}

/** @param {string} sources */
function stampBuild(sources) {
  writeFileSync(STAMP, stampOf(sources));
}

/**
 * The sources and the age of each output: a build by hand of other sources shows.
 * @param {string} sources
 */
function stampOf(sources) {
  const outputs = OUTPUTS.map((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? "missing");
  return [sources, ...outputs].join("\n");
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const source of SOURCES) addToHash(hash, source);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path relative to the root
 */
function addToHash(hash, path) {
  const full = join(ROOT, path);
  const entry = statSync(full, { throwIfNoEntry: false });
  if (!entry) return;
  if (entry.isFile()) {
    hash.update(`${path}\0${entry.size}\0`).update(readFileSync(full));
    return;
  }
  const names = readdirSync(full).filter((name) => !NOT_SOURCE.has(name) && !name.endsWith(".tsbuildinfo"));
  for (const name of names.sort()) addToHash(hash, `${path}/${name}`);
}
