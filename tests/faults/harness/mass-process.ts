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
  | { readonly do: "lists" };

export interface MassReport {
  readonly following: number;
  /** How many have read at least so many items: the smallest number of items that any of them has. */
  readonly leastItems: number;
  readonly refusals: readonly string[];
  /** With which codes lines were closed by the other side, and how often. */
  readonly closings: Readonly<Record<string, number>>;
}

/** What so many readers have seen alike, in its order. */
export interface SeenList {
  readonly readers: number;
  readonly items: readonly string[];
}

const AT_ONCE = 100;
const LOOK_EVERY_MS = 50;
/** As the console waits: longer with each failed try, and never all together. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

interface Place {
  readonly reader: RawReader;
  tries: number;
  /** When it comes back; undefined while its line stands or is being made. */
  dueAt: number | undefined;
}
const places: Place[] = [];

process.on("message", async (command: MassCommand) => {
  if (command.do === "open") await open(JSON.parse(readFileSync(command.orderPath, "utf8")) as MassOrder);
  if (command.do === "cut") for (const { reader } of places) reader.cut();
  process.send?.(command.do === "lists" ? lists() : report());
});

process.on("disconnect", () => process.exit());

setInterval(() => {
  const now = performance.now();
  for (const place of places) lookAfter(place, now);
}, LOOK_EVERY_MS).unref();

/** Whoever lost the line, or is turned away, tries again after a while. */
function lookAfter(place: Place, now: number): void {
  const { reader } = place;
  if (reader.isFollowing && !reader.isClosed) place.tries = 0;
  if (!reader.isClosed) return;
  if (place.dueAt === undefined) {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** place.tries, LONGEST_WAIT_MS);
    place.dueAt = now + wait * (0.5 + Math.random() / 2);
    place.tries += 1;
  } else if (now >= place.dueAt) {
    place.dueAt = undefined;
    reader.comeBack();
  }
}

async function open({ url, keys, each, after }: MassOrder): Promise<void> {
  for (const key of keys) {
    for (let count = 0; count < each; count += 1) places.push({ reader: new RawReader({ url, key, after }), tries: 0, dueAt: undefined });
    if (places.length % AT_ONCE < each) await untilAllFollow();
  }
  await untilAllFollow();
}

async function untilAllFollow(): Promise<void> {
  while (!places.every(({ reader }) => reader.isFollowing)) await new Promise((resolve) => setTimeout(resolve, 10));
}

function report(): MassReport {
  const readers = places.map(({ reader }) => reader);
  const closings: Record<string, number> = {};
  for (const { code } of readers.flatMap((reader) => reader.closings)) closings[code] = (closings[code] ?? 0) + 1;
  return {
    following: readers.filter(({ isFollowing, isClosed }) => isFollowing && !isClosed).length,
    leastItems: Math.min(...readers.map(({ items }) => items.length)),
    refusals: [...new Set(readers.flatMap(({ refusals }) => refusals))],
    closings,
  };
}

/** Thousands of readers see the same: their lists travel once. */
function lists(): SeenList[] {
  const alike = Map.groupBy(places, ({ reader }) => reader.items.join());
  return [...alike.values()].map((all) => ({ readers: all.length, items: all[0]?.reader.items ?? [] }));
}
