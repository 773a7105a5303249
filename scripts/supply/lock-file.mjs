// @ts-check
// The lock file: every library by its exact version and the hash of its content, from the registry alone, and no script that we have not named.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../ground/files.mjs";
import { ROOT } from "../ground/paths.mjs";
import { entryOf, INSTALL_SCRIPTS } from "./exceptions.mjs";

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [resolved]
 * @property {string} [license]
 * @property {boolean} [link] One of our own workspaces.
 * @property {boolean} [hasInstallScript]
 */
/** @typedef {LockedPackage & { name: string, path: string }} Library */
/** @typedef {{ lockfileVersion: number, packages: Record<string, LockedPackage> }} LockFile */

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** @returns {LockFile} */
export function readLockFile() {
  return readJson(join(ROOT, "package-lock.json"));
}

/**
 * The libraries of others.
 * @param {LockFile} lockFile
 * @returns {Library[]}
 */
export function librariesOf({ packages }) {
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && !link)
    .map(([path, locked]) => ({ ...locked, path, name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length) }));
}

/**
 * @param {readonly Library[]} libraries
 * @returns {string[]} what is wrong, one sentence each
 */
export function findWrongLibraries(libraries) {
  return libraries.flatMap((library) => [...wrongSource(library), ...wrongScript(library)]);
}

/** @param {Library} library @returns {string[]} */
function wrongSource({ path, integrity, resolved }) {
  if (!integrity?.startsWith("sha512-")) return [`${path} has no hash of its content (integrity)`];
  // .npmrc leaves the registry's address out of the lock file; what has an address comes from elsewhere.
  return resolved === undefined ? [] : [`${path} comes from ${resolved} and not from the registry`];
}

/** @param {Library} library @returns {string[]} */
function wrongScript({ path, name, hasInstallScript }) {
  if (!hasInstallScript || entryOf(INSTALL_SCRIPTS, name)) return [];
  return [`${path} has a script for its installation and is not named in scripts/supply/exceptions.mjs`];
}

/** Ranges instead of versions in our own manifests. @returns {string[]} */
export function findRanges() {
  const workspaces = ["apps", "packages"].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)));
  return [".", "tests", ...workspaces].flatMap((workspace) => {
    const manifest = readJson(join(ROOT, workspace, "package.json")) ?? {};
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    return Object.entries(wanted)
      .filter(([name, version]) => !name.startsWith("@langnghe/") && !EXACT.test(version))
      .map(([name, version]) => `${join(workspace, "package.json")} wants ${name} ${version}: name one version`);
  });
}

/** Without it npm would run every library's script. @returns {string[]} */
export function findScriptsAllowed() {
  const isOff = readFileSync(join(ROOT, ".npmrc"), "utf8").split("\n").includes("ignore-scripts=true");
  return isOff ? [] : [".npmrc does not say ignore-scripts=true"];
}
