// @ts-check
// The data folder: is it ours, can we write to it, is there room; and the marker that says so next time.
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson, writePrivateJson } from "./files.mjs";
import { ROOT } from "./paths.mjs";
import { Refusal } from "./refusal.mjs";

const MARKER = "langnghe.json";
const PRODUCT = "langnghe";
const FIRST_START_MB = 500;
const LATER_START_MB = 50;
// What a fresh disk or a file manager leaves in an otherwise empty folder.
const NOT_CONTENT = new Set(["lost+found", ".DS_Store", ".gitkeep"]);

/**
 * Says in one sentence what is wrong with the folder, before anything is written.
 * @param {string} dataDir absolute path
 * @returns {{ isFirstStart: boolean }}
 * @throws {Refusal}
 */
export function inspectDataFolder(dataDir) {
  const isFirstStart = !isOurs(dataDir);
  if (isFirstStart) refuseForeign(dataDir);
  refuseUnwritable(dataDir);
  refuseFullDisk(dataDir, isFirstStart ? FIRST_START_MB : LATER_START_MB);
  return { isFirstStart };
}

/**
 * Creates the folder and its marker if they are missing.
 * @param {string} dataDir
 */
export function openDataFolder(dataDir) {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    // Others may pass through (PostgreSQL runs as its own user when we are root), but not look around.
    chmodSync(dataDir, isRoot() ? 0o711 : 0o700);
  }
  mkdirSync(join(dataDir, "logs"), { recursive: true, mode: 0o700 });
  const marker = join(dataDir, MARKER);
  if (existsSync(marker)) return;
  const { version } = readJson(join(ROOT, "package.json")) ?? {};
  writePrivateJson(marker, { product: PRODUCT, version, createdAt: new Date().toISOString() });
}

/** @param {string} dataDir */
function isOurs(dataDir) {
  return readJson(join(dataDir, MARKER))?.product === PRODUCT;
}

/** @param {string} dataDir */
function refuseForeign(dataDir) {
  if (!existsSync(dataDir)) return;
  if (!statSync(dataDir).isDirectory()) {
    throw new Refusal(`DATA_DIR chỉ tới một tệp, không phải thư mục: ${dataDir}; hãy đặt DATA_DIR thành một thư mục mới.`);
  }
  const content = readFolder(dataDir).filter((name) => !NOT_CONTENT.has(name));
  if (content.length === 0) return;
  throw new Refusal(`Thư mục ${dataDir} đã có nội dung không phải của Lắng Nghe: hãy đặt DATA_DIR thành một thư mục trống hoặc chưa có.`);
}

/** @param {string} dataDir */
function readFolder(dataDir) {
  try {
    return readdirSync(dataDir);
  } catch {
    throw unwritable(dataDir);
  }
}

/** @param {string} dataDir */
function refuseUnwritable(dataDir) {
  const folder = nearestExisting(dataDir);
  const probe = join(folder, `.langnghe-probe-${process.pid}`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    // A read-only or remote disk may pass the check above and still refuse the write.
    writeFileSync(probe, "");
    rmSync(probe, { force: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOSPC") throw error;
    throw unwritable(dataDir, error);
  }
}

/**
 * @param {string} dataDir
 * @param {unknown} [cause]
 */
function unwritable(dataDir, cause) {
  return new Refusal(`Không ghi được vào thư mục ${dataDir}: hãy cấp quyền ghi hoặc đặt DATA_DIR thành thư mục khác.`, { cause });
}

/**
 * @param {string} folder
 * @param {number} wantedMb
 */
export function refuseFullDisk(folder, wantedMb) {
  const freeMb = freeMegabytes(folder);
  if (freeMb >= wantedMb) return;
  throw new Refusal(
    `Ổ đĩa chứa ${folder} chỉ còn ${Math.floor(freeMb)} MB trống, cần ít nhất ${wantedMb} MB: hãy giải phóng chỗ hoặc đặt DATA_DIR sang ổ đĩa khác.`,
  );
}

/** @param {string} folder */
function freeMegabytes(folder) {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  return (bavail * bsize) / 1024 / 1024;
}

/** @param {string} path @returns {string} */
function nearestExisting(path) {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function isRoot() {
  return process.getuid?.() === 0;
}
