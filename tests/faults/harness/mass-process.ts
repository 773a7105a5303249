import { readFileSync } from "node:fs";
import { RawReader } from "./raw-reader.ts";

/**
 * Thousands of readers in a process of their own, so that their work does not blur what the harness measures.
 * It is told on its channel what to do, and answers with what there is.
 */
export interface MassOrder {
  readonly url: string;
  readonly keys: readonly string[];
  readonly each: number;
  readonly after: string;
}

export type MassCommand =
  | { readonly do: "open"; readonly orderPath: string }
  | { readonly do: "cut" }
  | { readonly do: "report" }
  | { readonly do: "items" };

export interface MassReport {
  readonly following: number;
  /** How many have read at least so many items: the smallest number of items that any of them has. */
  readonly leastItems: number;
  readonly refusals: readonly string[];
}

const AT_ONCE = 100;
const LOOK_EVERY_MS = 200;
const readers: RawReader[] = [];

process.on("message", async (command: MassCommand) => {
  if (command.do === "open") await open(JSON.parse(readFileSync(command.orderPath, "utf8")) as MassOrder);
  // All at once, and all of them come back at once: nobody is kind to the server.
  if (command.do === "cut") for (const reader of readers) reader.comeBack();
  process.send?.(command.do === "items" ? readers.map(({ items }) => items) : report());
});

process.on("disconnect", () => process.exit());

/** Whoever is turned away or loses the line again tries once more. */
setInterval(() => {
  for (const reader of readers) if (reader.isClosed) reader.comeBack();
}, LOOK_EVERY_MS).unref();

async function open({ url, keys, each, after }: MassOrder): Promise<void> {
  for (const key of keys) {
    for (let count = 0; count < each; count += 1) readers.push(new RawReader({ url, key, after }));
    if (readers.length % AT_ONCE < each) await untilAllFollow();
  }
  await untilAllFollow();
}

async function untilAllFollow(): Promise<void> {
  while (!readers.every(({ isFollowing }) => isFollowing)) await new Promise((resolve) => setTimeout(resolve, 10));
}

function report(): MassReport {
  return {
    following: readers.filter(({ isFollowing }) => isFollowing).length,
    leastItems: Math.min(...readers.map(({ items }) => items.length)),
    refusals: [...new Set(readers.flatMap(({ refusals }) => refusals))],
  };
}
