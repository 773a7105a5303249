// @ts-check
// What passed and failed, read from the reports of the test tools. A tool that crashes counts as one failure.
import { relative } from "node:path";
import { readJson } from "../ground/files.mjs";
import { ROOT } from "../ground/paths.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts */

/** A step says with it that it could not be taken, for a reason outside the product (EX_TEMPFAIL of sysexits.h). */
export const NOT_TAKEN = 75;

/**
 * @param {{ name: string, code: number }} step a step that counts as one
 * @returns {Counts}
 */
export function countStep({ name, code }) {
  if (code === NOT_TAKEN) return { passed: 0, failed: 0, skipped: 1, failures: [] };
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, failures: [] } : { passed: 0, failed: 1, skipped: 0, failures: [name] };
}

/** @param {readonly (Counts | undefined)[]} all @returns {Counts} */
export function sum(all) {
  /** @type {Counts} */
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const counts of all) {
    total.passed += counts?.passed ?? 0;
    total.failed += counts?.failed ?? 0;
    total.skipped += counts?.skipped ?? 0;
    total.failures.push(...(counts?.failures ?? []));
  }
  return total;
}

/** @param {Counts} counts */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * Vitest's JSON report. A file that could not be loaded holds no tests and counts as one failure.
 * @param {{ report: string, code: number }} run
 * @returns {Counts}
 */
export function countVitest({ report, code }) {
  const result = readJson(report);
  if (!result) return crashed("vitest wrote no report");
  /** @type {Counts[]} */
  const files = result.testResults.map(countVitestFile);
  return orCrashed({ counts: sum(files), code, name: "vitest ended with an error outside its tests" });
}

/**
 * @param {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }} file
 * @returns {Counts}
 */
function countVitestFile({ name, status, assertionResults: tests }) {
  const path = relative(ROOT, name);
  const failures = tests.filter((test) => test.status === "failed").map((test) => `${path} > ${test.fullName}`);
  const passed = tests.filter((test) => test.status === "passed").length;
  const skipped = tests.length - passed - failures.length;
  if (status === "failed" && failures.length === 0) failures.push(`${path} (could not be loaded, or a hook failed)`);
  return { passed, failed: failures.length, skipped, failures };
}

/**
 * Playwright's JSON report. A test that passed only when tried again counts as passed, and is named by Playwright itself.
 * @param {{ report: string, code: number }} run
 * @returns {Counts}
 */
export function countPlaywright({ report, code }) {
  const result = readJson(report);
  if (!result) return crashed("playwright wrote no report");
  const specs = result.suites.flatMap(specsOf);
  const outside = result.errors.map((/** @type {{ message?: string }} */ error) => crashed(`playwright: ${error.message?.split("\n", 1)[0]}`));
  return orCrashed({ counts: sum([...specs.map(countSpec), ...outside]), code, name: "playwright ended with an error outside its tests" });
}

/** @typedef {{ file: string, title: string, tests: { status: string }[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/** @param {Suite} suite @returns {Spec[]} */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** @param {Spec} spec @returns {Counts} */
function countSpec({ file, title, tests }) {
  const of = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length;
  const failed = of("unexpected");
  return { passed: of("expected") + of("flaky"), failed, skipped: of("skipped"), failures: Array(failed).fill(`${file} > ${title}`) };
}

/** @param {{ counts: Counts, code: number, name: string }} run @returns {Counts} */
function orCrashed({ counts, code, name }) {
  return code !== 0 && counts.failed === 0 ? sum([counts, crashed(name)]) : counts;
}

/** @param {string} name @returns {Counts} */
function crashed(name) {
  return { passed: 0, failed: 1, skipped: 0, failures: [name] };
}
