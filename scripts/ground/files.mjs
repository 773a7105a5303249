// @ts-check
// Small files that must be whole or absent, never half.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file that only its owner may read, atomically: readers see the old one or the new one.
 * @param {string} path
 * @param {string} text
 */
export function writePrivateFile(path, text) {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * @param {string} path
 * @param {unknown} value
 */
export function writePrivateJson(path, value) {
  writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * The parsed file, or null when it is missing or not JSON.
 * @param {string} path
 * @returns {any}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
