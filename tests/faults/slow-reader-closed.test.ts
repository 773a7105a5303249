import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { until } from "../support/until.ts";
import { liveCursor } from "../support/watch-feed.ts";
import { aWorld, TestClock, type World } from "../support/world.ts";
import { RawReader } from "./harness/raw-reader.ts";
import { aLongText } from "./harness/texts.ts";

const TOO_SLOW = 4413;

const BATCHES = 30;
const BATCH = 100;

describe("a subscriber that stops reading", () => {
  let world: World;
  let api: TestApi;
  beforeAll(async () => {
    world = await aWorld({ clock: TestClock.atPresent() });
    api = await anApi(world.databaseUrl);
  });

  test("is closed with 4413 and its last cursor, and comes back with nothing missed", { timeout: 150_000 }, async () => {
    const { key } = await world.aClient({ scopes: ["opinion:read"] });
    const after = await liveCursor(api, { key });
    const [slow, quick] = [new RawReader({ url: api.url, key, after, withTexts: true }), new RawReader({ url: api.url, key, after })];
    await until("both follow", () => slow.isFollowing && quick.isFollowing);
    slow.stopReading();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const opinions = Array.from({ length: BATCH }, (_, place) => ({ text: aLongText(`${batch}-${place}`) }));
      await world.domain.intake.submitBatch({ channel: "FANPAGE", opinions }, { kind: "system", name: "test" });
    }
    await until("the other one has everything", () => quick.items.length === BATCHES * BATCH, { withinMs: 60_000 });
    slow.readOn();
    await until("it learns that it was closed", () => slow.isClosed, { withinMs: 30_000 });
    expect(slow.closings.at(-1)?.code).toBe(TOO_SLOW);
    // It may have been sent more than it read; it has not been sent anything behind the cursor that it is told.
    expect(slow.closings.at(-1)?.reason).toContain(slow.lastCursor);
    expect(slow.items.length).toBeLessThan(quick.items.length);
    slow.comeBack();
    await until("it has everything", () => slow.items.length >= quick.items.length, { withinMs: 60_000 });
    expect(slow.items).toEqual(quick.items);
    for (const reader of [slow, quick]) reader.cut();
  });
});
