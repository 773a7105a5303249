// @ts-check
// Licences: permissive, or named with a reason.
import satisfies from "spdx-satisfies";
import { entryOf, LICENCES, OTHER_LICENCES } from "./exceptions.mjs";

/**
 * @param {readonly import("./lock-file.mjs").Library[]} libraries
 * @returns {string[]} what is wrong, one sentence each
 */
export function findWrongLicences(libraries) {
  return libraries.flatMap(({ path, name, license }) => {
    if (!license) return [`${path} names no licence`];
    const other = entryOf(OTHER_LICENCES, name)?.licence.split(" AND ") ?? [];
    return isAllowed(license, [...LICENCES, ...other])
      ? []
      : [`${path} has the licence ${license}, which is neither permissive nor named with a reason`];
  });
}

/** @param {string} licence @param {string[]} allowed */
function isAllowed(licence, allowed) {
  try {
    return satisfies(licence, allowed);
  } catch {
    return false; // no SPDX expression: a person has to look
  }
}
