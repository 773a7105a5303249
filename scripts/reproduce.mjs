// @ts-check
// `npm run reproduce`: builds console and portal anew in another folder, and compares every file with what stands in this one.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { NODE_MODULES, ROOT } from "./ground/paths.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { listenForStop } from "./processes/interruption.mjs";
import { runToEnd } from "./processes/run.mjs";
import { turbo } from "./product/build.mjs";

const APPS = ["console", "portal"];
const MOST_TOLD = 10;
/** Diaries of the build, what it keeps for the next one, and what `npm run dev` leaves there: nothing of them is served. */
const NOT_SERVED = new Set(["cache", "dev", "trace", "trace-build", "diagnostics", "types"]);
/** Drawn anew by Next in each build, for its preview mode, which nobody can switch on here. */
const DRAWN = /("previewMode(?:Id|SigningKey|EncryptionKey)"\s*:\s*)"[0-9a-f]+"/g;

await runCommand(async () => {
  const signal = listenForStop();
  const folder = join(mkdtempSync(join(tmpdir(), "langnghe-again-")), "elsewhere");
  try {
    copySources(folder);
    await build({ folder: ROOT, signal });
    await build({ folder, signal });
    return APPS.map((app) => compare({ app, folder })).every((isSame) => isSame) ? 0 : 1;
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
});

/** What git knows and what is new, as it stands now; the libraries as links where the disk allows. @param {string} folder */
function copySources(folder) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const path of listed.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
  for (const modules of [NODE_MODULES, ...APPS.map((app) => join(ROOT, "apps", app, "node_modules"))].filter((path) => existsSync(path)))
    execFileSync("cp", ["--archive", canLink(folder) ? "--link" : "--reflink=auto", modules, dirname(modules.replace(ROOT, folder))]);
}

/** @param {string} folder */
function canLink(folder) {
  try {
    execFileSync("cp", ["--link", join(ROOT, "package.json"), join(folder, ".linked")], { stdio: "ignore" });
    rmSync(join(folder, ".linked"));
    return true;
  } catch {
    return false;
  }
}

/** @param {{ folder: string, signal: AbortSignal }} options */
async function build({ folder, signal }) {
  const words = ["run", "build", ...APPS.map((app) => `--filter=@langnghe/${app}`), "--output-logs=errors-only"];
  // Only the second build must not come out of the first one's cache.
  const { command, args, env } = turbo(folder === ROOT ? words : [...words, "--force"]);
  const code = await runToEnd({
    command: command.replace(ROOT, folder),
    args,
    cwd: folder,
    env: { ...env, PATH: env.PATH.replaceAll(ROOT, folder) },
    signal,
    screen: "inherit",
  });
  if (code !== 0) throw new Refusal("Không dựng được console và portal.");
}

/** @param {{ app: string, folder: string }} options */
function compare({ app, folder }) {
  const [here, there] = [hashesOf(ROOT, app), hashesOf(folder, app)];
  const other = [...new Set([...here.keys(), ...there.keys()])].filter((path) => here.get(path) !== there.get(path));
  for (const path of other.slice(0, MOST_TOLD)) process.stdout.write(`${app}: ${path} is another one\n`);
  const digest = createHash("sha256").update(JSON.stringify([...here].toSorted()));
  process.stdout.write(`${app}: ${here.size} files, ${other.length} of them other, sha256 ${digest.digest("hex")}\n`);
  return here.size > 0 && other.length === 0;
}

/** @param {string} root @param {string} app @returns {Map<string, string>} */
function hashesOf(root, app) {
  const built = join(root, "apps", app, ".next");
  const files = readdirSync(built, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !NOT_SERVED.has(path.slice(built.length + 1).split(sep)[0] ?? ""));
  return new Map(paths.map((path) => [path.slice(built.length + 1), hashOf(path, root)]));
}

/** Of the content, without the folder in which it was built and without what is drawn. @param {string} path @param {string} root */
function hashOf(path, root) {
  const content = readFileSync(path);
  const isText = /\.(json|js|mjs|html|rsc|css|txt)$/.test(path);
  const compared = isText ? content.toString("utf8").replaceAll(root, "").replaceAll(root.replaceAll("/", "\\/"), "").replace(DRAWN, "$1") : content;
  return createHash("sha256").update(compared).digest("hex");
}
