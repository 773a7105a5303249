import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../support/until.ts";
import { readHistory } from "./history.ts";
import { Load } from "./load.ts";
import { Reader } from "./reader.ts";
import type { Stage } from "./stage.ts";
import { type Fact, readLog, readStored } from "./truth.ts";
import type { Evidence } from "./verdict.ts";

const CATCH_UP_MS = 30_000;
const BACK_WITHIN_MS = 60_000;

export interface Crowd {
  /** The cursor before everything that the load hands in. */
  readonly start: string;
  readonly load: Load;
  readonly readers: readonly Reader[];
}

export interface Play {
  /** Opinions acknowledged before the fault, and again after it. */
  readonly warmUp: number;
  readonly after: number;
  /** Brings the fault about and ends it; returns when it ended, if that was not just now. */
  readonly inject: (crowd: Crowd) => Promise<number | undefined>;
  readonly writers?: number;
}

/** Load and readers, the fault, the way back, and what is there at the end: the shape of most scenarios. */
export async function underLoad(stage: Stage, { warmUp, after, inject, writers = 8 }: Play): Promise<Evidence> {
  const crowd = await gather(stage, writers);
  const { load } = crowd;
  await until("the load has warmed up", () => load.acknowledged >= warmUp, { withinMs: CATCH_UP_MS });
  const overAt = (await inject(crowd)) ?? performance.now();
  const backMs = await timeBack(stage, crowd, overAt);
  const before = load.acknowledged;
  await until("the load goes on", () => load.acknowledged >= before + after, { withinMs: CATCH_UP_MS });
  return conclude(stage, crowd, backMs);
}

/** Writers, and three readers: one who may read all, one of a plant alone, one whose line breaks every few opinions. All nodes have their share. */
export async function gather(stage: Stage, writers: number): Promise<Crowd> {
  const key = await stage.aKey();
  const keyOfPlantA = await stage.aKey({ scopes: ["opinion:read"], unit: "plantA" });
  const after = await stage.liveCursor(key);
  const { history } = stage;
  const nodeOf = (place: number) => stage.urls[place % stage.urls.length] ?? stage.url;
  let turn = 0;
  const readers = [
    new Reader({ name: "cả công đoàn", url: () => nodeOf(0), key, unit: "union", history, after }),
    new Reader({ name: "nhà máy A", url: () => nodeOf(2), key: keyOfPlantA, unit: "plantA", history, after }),
    new Reader({ name: "hay rớt mạng", url: () => nodeOf(1), key, unit: "union", history, after, hangsUpEvery: stage.draw.between(20, 80) }),
  ];
  const load = new Load({ url: () => nodeOf(turn++), history, systemKey: key, label: `${stage.draw.seed}-${stage.draw.between(0, 1e9)}`, writers });
  stage.atEnd(async () => {
    await Promise.all([load.stop(), ...readers.map((reader) => reader.stop())]);
  });
  return { start: after, load, readers };
}

/** Milliseconds until an opinion handed in after the fault is acknowledged and has been read. */
async function timeBack(stage: Stage, { load, readers }: Crowd, overAt: number): Promise<number> {
  const text = await until("an opinion is taken in again", () => load.probe(), { withinMs: BACK_WITHIN_MS });
  const [row] = (await readStored(stage.postgres.url)).filter((opinion) => opinion.text === text);
  await until("it is read", () => row !== undefined && readers[0]?.items.has(`RECEIVED ${row.id}`), { withinMs: BACK_WITHIN_MS });
  return performance.now() - overAt;
}

/** Stops the load, settles what is unknown, lets the readers catch up, and lays everything side by side. */
export async function conclude(stage: Stage, { load, readers }: Crowd, backMs: number): Promise<Evidence> {
  await load.stop();
  await load.settle();
  const log = await readLog(stage.postgres.url);
  await untilCaughtUp(readers, log);
  // A moment for what must not come any more.
  await pause(200);
  for (const reader of readers) await reader.stop();
  return {
    history: readHistory(stage.history.path),
    stored: await readStored(stage.postgres.url),
    log: await readLog(stage.postgres.url),
    readers: readers.map(({ rights }) => rights),
    backMs,
  };
}

/** Whoever has not caught up in time is told of by the verdict, with figures. */
async function untilCaughtUp(readers: readonly Reader[], log: readonly Fact[]): Promise<void> {
  const isThere = ({ rights, items }: Reader) => items.size >= log.filter(({ unitId }) => unitId !== null && rights.unitIds.has(unitId)).length;
  await until("the readers have caught up", () => readers.every(isThere), { withinMs: CATCH_UP_MS }).catch(() => undefined);
}
