// @ts-check
// PostgreSQL refuses to run as root. When we are root (a container, a server), it runs as "nobody"; three ways, the plainest that works:
// 1. plainly as uid 65534, when that user can reach the binaries and the data folder;
// 2. as uid 65534 with the one right to pass closed folders (a clone in /root or mktemp -d has mode 0700);
// 3. in a user namespace in which root is called 65534, where that right cannot be given.
import { spawnSync } from "node:child_process";
import { chownSync, lchownSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnMachine } from "../ground/paths.mjs";
import { Refusal } from "../ground/refusal.mjs";

const NOBODY = 65534;
const OTHERS_MAY_PASS = 0o001;

/**
 * @typedef {object} User
 * @property {readonly string[]} prefix Put before the command.
 * @property {{ uid?: number, gid?: number }} identity Given to spawn.
 * @property {number | null} owner Who must own the data; null when it is simply us.
 */

/**
 * How to run PostgreSQL's programs on this machine.
 * @param {{ program: string, dataDir: string }} reach What that user must be able to run and to enter.
 * @returns {User}
 * @throws {Refusal} when we are root and no way works
 */
export function chooseUser({ program, dataDir }) {
  if (process.getuid?.() !== 0) return { prefix: [], identity: {}, owner: null };
  const isReachable = canPass(dirname(program)) && canPass(dataDir);
  const ways = isReachable ? [plainNobody(), passingNobody(), namespacedRoot()] : [passingNobody(), namespacedRoot()];
  const way = ways.find((candidate) => candidate && canRun(candidate, program));
  if (way) return way;
  throw new Refusal(
    `PostgreSQL đi kèm không chạy được dưới quyền root với thư mục ${dataDir}: hãy chạy bằng một tài khoản thường, đặt mã nguồn và DATA_DIR ở nơi mọi tài khoản đi qua được, hoặc đặt DATABASE_URL.`,
  );
}

/**
 * Makes the user own a file or a whole folder; nothing to do when it already does.
 * @param {User} user
 * @param {string} path
 */
export function giveTo(user, path) {
  if (user.owner === null || lstatSync(path).uid === user.owner) return;
  // The folder itself comes last: its owner tells the next start that all of it was given.
  giveContent(user.owner, path);
  chownSync(path, user.owner, user.owner);
}

/**
 * @param {number} owner
 * @param {string} path
 */
function giveContent(owner, path) {
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) {
    giveContent(owner, join(path, name));
    lchownSync(join(path, name), owner, owner);
  }
}

/** @returns {User} */
function plainNobody() {
  return { prefix: [], identity: { uid: NOBODY, gid: NOBODY }, owner: NOBODY };
}

/** @returns {User | null} */
function passingNobody() {
  const setpriv = findOnMachine("setpriv");
  if (!setpriv) return null;
  const flags = [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Without this bit access(2), with which PostgreSQL looks for itself, would ignore the right again.
    "--securebits=+no_setuid_fixup",
  ];
  return { prefix: [setpriv, ...flags], identity: {}, owner: NOBODY };
}

/** @returns {User | null} */
function namespacedRoot() {
  const unshare = findOnMachine("unshare");
  if (!unshare) return null;
  return { prefix: [unshare, "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`], identity: {}, owner: 0 };
}

/**
 * @param {User} user
 * @param {string} program
 */
function canRun(user, program) {
  const [command = program, ...args] = [...user.prefix, program, "--version"];
  return spawnSync(command, args, { ...user.identity, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * True when every folder down to this one lets everybody through.
 * @param {string} folder
 * @returns {boolean}
 */
function canPass(folder) {
  const isOpen = (statSync(folder).mode & OTHERS_MAY_PASS) !== 0;
  return isOpen && (dirname(folder) === folder || canPass(dirname(folder)));
}
