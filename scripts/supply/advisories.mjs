// @ts-check
// Known holes in the libraries, as `npm audit` tells them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "../ground/paths.mjs";
import { npmCommand } from "../product/install.mjs";
import { ADVISORIES } from "./exceptions.mjs";

/** @typedef {{ url?: string, title?: string, severity?: string } | string} Via */
/** @typedef {{ vulnerabilities?: Record<string, { via: Via[] }>, error?: unknown }} AuditReport */

/** The registry has no list of holes, or cannot be reached. */
export class NoAdvisories extends Error {}

/** @returns {Promise<AuditReport>} @throws NoAdvisories */
export async function askForAdvisories() {
  const { command, args } = npmCommand();
  // It ends with 1 when it finds something: what counts is what it says.
  const { stdout } = await promisify(execFile)(command, [...args, "audit", "--json"], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error) => error,
  );
  const report = /** @type {AuditReport | null} */ (parse(stdout ?? ""));
  if (report?.vulnerabilities) return report;
  throw new NoAdvisories("the registry answered no question about known holes");
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {AuditReport} report
 * @param {string} today YYYY-MM-DD
 * @param {Readonly<Record<string, { until: string }>>} exceptions
 * @returns {string[]} holes without a written exception, and exceptions that have ended
 */
export function findHoles({ vulnerabilities = {} }, today, exceptions = ADVISORIES) {
  const holes = Object.entries(vulnerabilities).flatMap(([library, { via }]) =>
    via
      .filter((found) => typeof found === "object")
      .map(({ url = "", title = "", severity = "" }) => ({ library, number: url.split("/").at(-1) ?? "", title, severity })),
  );
  return holes.flatMap(({ library, number, title, severity }) => {
    const exception = exceptions[number];
    if (!exception) return [`${library}: ${title} (${severity}, ${number})`];
    return exception.until < today ? [`${library}: the exception for ${number} ended on ${exception.until}`] : [];
  });
}
