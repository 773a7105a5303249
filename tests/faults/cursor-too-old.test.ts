import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobHelpers } from "graphile-worker";
import { beforeAll, describe, expect, test } from "vitest";
import { tasksOf } from "../../apps/workers/src/runner/schedule.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { readSources } from "../support/source-files.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TestClock, type World } from "../support/world.ts";

/** The log is kept for ever until something forgets of it; from then on these hold. */
const isForgotten = readSources("apps", "packages").some(({ text }) => text.includes("CURSOR_TOO_OLD"));
const LONGER_THAN_KEPT_MS = 3 * 366 * 24 * 60 * 60 * 1000;

describe.skipIf(!isForgotten)("a log that does not reach back for ever", () => {
  let world: World;
  let api: TestApi;
  /** A key, since no session outlives the years that the clock is moved by. */
  let reader: { key: string };
  beforeAll(async () => {
    world = await aWorld({ clock: TestClock.atPresent() });
    api = await anApi(world.databaseUrl);
    reader = await world.aClient();
  });

  test("tells a reader whose cursor lies before its beginning, by name, and does not begin somewhere in between", async () => {
    const old = await liveCursor(api, reader);
    for (let count = 0; count < 20; count += 1) await world.anOpinion();
    // What a consumer still lacks is kept, however old; here all have taken everything.
    await world.domain.dataSource.query("UPDATE event_consumer SET transaction_id = pg_snapshot_xmin(pg_current_snapshot())");
    world.clock.moveBy(LONGER_THAN_KEPT_MS);
    const backups = { databaseUrl: "", dataDir: mkdtempSync(join(tmpdir(), "langnghe-tasks-")), folder: "", keepDays: 30 };
    for (const task of Object.values(tasksOf(world.domain, { eventRetentionDays: 90, backups }))) await task?.({}, {} as JobHelpers);
    rmSync(backups.dataDir, { recursive: true });
    // The old process still holds what the log has lost, and would lose nothing of it: a new one holds nothing.
    await api.stop();
    api = await anApi(world.databaseUrl);
    const { items, ended } = watchFeed(api.connect(reader), { after: old });
    expect((await ended).codes).toEqual(["CURSOR_TOO_OLD"]);
    expect(items).toEqual([]);
  });

  test("goes on as ever for who loads the list again", async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<string>();
    const { stop } = watchFeed(api.connect(reader), {
      after: await liveCursor(api, reader),
      onItem: ({ opinion }) => resolve(opinion.id),
    });
    const { id } = await world.anOpinion();
    expect(await arrived).toBe(id);
    stop();
  });
});
