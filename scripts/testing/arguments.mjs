// @ts-check
import { Refusal } from "../ground/refusal.mjs";

/** @typedef {"static" | "vitest" | "browser"} Part */
const PARTS = /** @type {const} */ (["static", "vitest", "browser"]);

/**
 * `--only=PART`, then whatever that part's own tool understands.
 * @param {readonly string[]} args
 * @returns {{ only: Part | null, filters: string[] }}
 * @throws {Refusal}
 */
export function readTestArguments(args) {
  const wanted = args.find((arg) => arg.startsWith("--only="))?.slice("--only=".length);
  const only = PARTS.find((part) => part === wanted) ?? null;
  const filters = args.filter((arg) => !arg.startsWith("--only="));
  if (wanted !== undefined && only === null) throw new Refusal(`--only=${wanted} is unknown: use one of ${PARTS.join(", ")}.`);
  if (filters.length > 0 && (only === null || only === "static")) {
    throw new Refusal(`"${filters[0]}" needs --only=vitest or --only=browser, to say whose filter it is.`);
  }
  return { only, filters };
}
