import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/**
 * What was asked of the product and what it answered, line by line. `unknown` is a class of its own: sent, and no answer
 * that settles it. A line is on disk before the next step is taken, so that a run that breaks leaves its history behind.
 */
export type Line =
  | { readonly kind: "invoke"; readonly write: string; readonly text: string; readonly key: string; readonly unitId: string }
  | { readonly kind: "ok"; readonly write: string; readonly receipt: string; readonly ms: number }
  | { readonly kind: "fail"; readonly write: string; readonly code: string; readonly ms: number }
  | { readonly kind: "unknown"; readonly write: string; readonly code: string; readonly ms: number }
  | { readonly kind: "seen"; readonly reader: string; readonly item: string }
  | { readonly kind: "fault"; readonly what: string }
  | ClaimLine;

export type ClaimAct = "claim" | "next" | "renew" | "release" | "save";

/** A claim that counted when the product answered. */
export interface Hold {
  readonly opinionId: string;
  readonly number: number;
}

/** What moderators ask of claims. Calls of one `matter` are one wish, asked again until it is answered. */
export type ClaimLine =
  | {
      readonly kind: "claimAsk";
      readonly call: string;
      readonly matter: string;
      readonly who: string;
      readonly act: ClaimAct;
      readonly opinionIds: readonly string[];
      /** Of a save: the number it names. */
      readonly number?: number;
    }
  | {
      readonly kind: "claimAnswer";
      readonly call: string;
      readonly outcome: "done" | "refused" | "notSent" | "unknown";
      readonly code: string;
      readonly holds: readonly Hold[];
      readonly ms: number;
    }
  | { readonly kind: "claimRanOut"; readonly opinionId: string; readonly number: number };

export class History {
  readonly path: string;
  readonly #file: number;
  readonly #startedAt = performance.now();

  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, "a");
  }

  write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify({ at: Math.round(performance.now() - this.#startedAt), ...line })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

export function readHistory(path: string): Line[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}
