import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { aWorld, TestClock, type World } from "../support/world.ts";
import { FeedModel } from "./model/feed-model.ts";
import { FeedSystem } from "./model/feed-system.ts";
import { anyStep } from "./model/steps.ts";

const RUNS = 20;
const LONGEST = 45;

let world: World;
let system: FeedSystem;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  system = await FeedSystem.start(world, api);
});

test("whatever is committed, rolled back, held open, cut, resumed, killed, revoked and erased, in whatever order: each reader has seen what was committed and permitted, once and in order", {
  timeout: 150_000,
}, async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.commands(anyStep(met), { maxCommands: LONGEST, size: "max" }), async (steps) => {
      const model = new FeedModel();
      await system.begin();
      await fc.asyncModelRun(() => ({ model, real: system }), steps);
      await system.finish(model);
      for (const reader of model.readers) expect(system.seenBy(reader.name), `${reader.name} after ${steps}`).toEqual(model.expectedOf(reader));
      for (const reader of model.revoked) {
        const seen = system.seenBy(reader.name);
        expect(seen, `${reader.name}, revoked, after ${steps}`).toEqual(model.expectedOf(reader).slice(0, seen.length));
        expect(system.isShutOut(reader.name), `${reader.name} is shut out after ${steps}`).toBe(true);
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Nothing was left out by chance.
  expect([...met].toSorted()).toEqual(["commit", "cut", "erase", "hold", "kill", "release", "resume", "revoke", "roll back"]);
});
