import { UNITS } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { heldMemory } from "../harness/held-memory.ts";
import { RawReader } from "../harness/raw-reader.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { aLongText } from "../harness/texts.ts";
import { p99Of } from "../harness/times.ts";
import { type Fact, readLog } from "../harness/truth.ts";
import { type Crowd, conclude, gather } from "../harness/under-load.ts";

const KEYS = 4;
const STALLED_EACH = 5;
/** A line holds some megabytes on its way; some six of these batches are one. */
const FIRST_BATCHES = 48;
const FURTHER_BATCHES = 56;
const BATCH = 25;
/** Kept for each of those who stand still, the further batches alone would be more than 200. */
const MOST_GROWTH_MB = 60;
const OTHERS_P99_MS = 1_000;
const CATCH_UP_MS = 60_000;

export const stalledReader: Scenario = {
  name: "stalled-reader",
  sentence: "Readers stop reading: the others get everything within a second, memory stays flat, and who reads on misses nothing",
  goal: { backWithinMs: 60_000, leastAcknowledged: 60, cutsAnswers: false },
  needs: { withInspector: true },
  async play(stage) {
    const crowd = await gather(stage, 1);
    const stalled = await stalledReaders(stage, crowd.start);
    await until("the load has warmed up", () => crowd.load.acknowledged >= 30, { withinMs: 20_000 });
    await takeInLongTexts(stage, crowd, FIRST_BATCHES);
    const memoryBefore = await memoryOf(stage);
    await takeInLongTexts(stage, crowd, FURTHER_BATCHES);
    const growth = (await memoryOf(stage)) - memoryBefore;
    const p99 = p99Of(delaysOf(crowd));
    await crowd.load.stop();
    const readOnAt = performance.now();
    await readOn(stage, stalled);
    const backMs = performance.now() - readOnAt;
    const evidence = await conclude(stage, crowd, backMs);
    const all = new Set(Object.values(UNITS).map(({ id }) => id));
    return {
      ...evidence,
      readers: [...evidence.readers, ...stalled.map(({ items }, place) => ({ name: `đứng yên ${place}`, unitIds: all, items }))],
      wrong: [
        ...(growth > MOST_GROWTH_MB ? [`memory grew by ${growth.toFixed(0)} MB`] : []),
        ...(p99 > OTHERS_P99_MS ? [`the others waited ${p99.toFixed(0)} ms (p99)`] : []),
      ],
    };
  },
};

/** They follow, and from then on take nothing off their lines. */
async function stalledReaders(stage: Stage, after: string): Promise<RawReader[]> {
  const readers: RawReader[] = [];
  for (let count = 0; count < KEYS; count += 1) {
    const key = await stage.aKey({ scopes: ["opinion:read"] });
    for (let each = 0; each < STALLED_EACH; each += 1) readers.push(new RawReader({ url: stage.url, key, after, withTexts: true }));
  }
  await until("all follow", () => readers.every(({ isFollowing }) => isFollowing), { withinMs: 10_000 });
  for (const reader of readers) reader.stopReading();
  stage.atEnd(async () => {
    for (const reader of readers) reader.cut();
  });
  return readers;
}

/** Batch after batch, each when the others have read the one before. */
async function takeInLongTexts(stage: Stage, { readers: [reader] }: Crowd, batches: number): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    const already = reader?.items.size ?? 0;
    const opinions = Array.from({ length: BATCH }, (_, place) => ({ text: aLongText(`${already}-${place}`) }));
    await stage.domain.intake.submitBatch({ channel: "FANPAGE", opinions }, { kind: "system", name: "fault harness" });
    await until("the others have read the batch", () => (reader?.items.size ?? 0) >= already + BATCH, { withinMs: 20_000 });
  }
}

/** Those that were closed come back with their last cursor; the others go on on their line. */
async function readOn(stage: Stage, stalled: readonly RawReader[]): Promise<void> {
  for (const reader of stalled) reader.readOn();
  const log: readonly Fact[] = await readLog(stage.postgres.url);
  await until(
    "those who stood still have read everything",
    () => {
      for (const reader of stalled) if (reader.isClosed) reader.comeBack();
      return stalled.every(({ items }) => items.length >= log.length);
    },
    { withinMs: CATCH_UP_MS },
  ).catch(() => undefined);
}

function delaysOf({ load, readers: [reader] }: Crowd): number[] {
  return [...load.acknowledgedAt].flatMap(([text, at]) => {
    const arrivedAt = reader?.arrivals.get(text);
    return arrivedAt === undefined ? [] : [Math.max(0, arrivedAt - at)];
  });
}

/** Megabytes that the api holds. */
function memoryOf({ inspectorPort }: Stage): Promise<number> {
  if (inspectorPort === undefined) throw new Error("This scenario needs to look at the memory of the api");
  return heldMemory(inspectorPort);
}
