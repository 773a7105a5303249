import { setTimeout as pause } from "node:timers/promises";
import type { OpinionFilter } from "@langnghe/domain/opinions";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { rawSocket } from "../support/raw-socket.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { liveCursor, type Watcher, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TEST, TestClock, type TestStaff, type World } from "../support/world.ts";

/** Rights are looked at every two and a half seconds, and end everywhere within five. */
const LOOKED_AT_MS = 3_000;
const TRY_AGAIN_LATER = 1013;

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

const idsOf = ({ items }: Watcher) => items.map(({ opinion }) => opinion.id);

async function revoke(moderator: TestStaff, unitId: string): Promise<void> {
  const grants = await world.domain.access.findGrants([moderator.id]);
  await world.domain.access.revokeGrant(grants.find((grant) => grant.unitId === unitId)?.id ?? "", TEST);
}

/** Holds a lock while something is done; whoever needs the table waits as long. */
async function whileLocked(lock: string, act: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: world.databaseUrl });
  await admin.connect();
  try {
    await admin.query(`BEGIN; LOCK TABLE ${lock}`);
    await act(admin);
  } finally {
    await admin.end();
  }
}

/** The servers' processes that wait for a lock. */
async function waiting(admin: pg.Client): Promise<number[]> {
  // A transaction sees what it saw first, unless it asks anew.
  await admin.query("SELECT pg_stat_clear_snapshot()");
  const { rows } = await admin.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'",
  );
  return rows.map(({ pid }) => pid);
}

/** Ends the statements that wait for a lock, as their time limit would. */
async function cancelWaiting(admin: pg.Client): Promise<boolean> {
  const pids = await waiting(admin);
  await admin.query("SELECT pg_cancel_backend(pid) FROM unnest($1::int[]) AS pid", [pids]);
  return pids.length > 0;
}

describe("watchers with the same rights, of whom one loses them", () => {
  test("go on being shown what they may see, with nothing less on it", async () => {
    const [first, second] = [await world.aModerator(), await world.aModerator()];
    const feeds: Watcher[] = [];
    for (const moderator of [first, second]) {
      const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
      feeds.push(feed);
      const { id } = await world.anOpinion({ unit: "boilers" });
      await until("it is live", () => idsOf(feed).includes(id));
    }
    const [ending, staying] = feeds as [Watcher, Watcher];
    await revoke(first, UNITS.plantA.id);
    expect((await ending.ended).codes).toEqual(["FORBIDDEN"]);
    const { id } = await world.anOpinion({ unit: "boilers" });
    await until("the other is told", () => idsOf(staying).includes(id));
    staying.stop();
    expect((await staying.ended).codes).toEqual([]);
  });
});

describe("rights that end while a feed is being opened", () => {
  test("are not in it when it is open", async () => {
    const moderator = await world.aModerator("plantA");
    await world.domain.access.grantRole({ staffId: moderator.id, role: "MODERATOR", unitId: UNITS.plantB.id }, TEST);
    const after = await liveCursor(api, moderator);
    const filter: OpinionFilter = { channel: ["PORTAL"] };
    let feed: Watcher | undefined;
    await whileLocked("channel IN ACCESS EXCLUSIVE MODE", async (admin) => {
      feed = watchFeed(api.connect(moderator), { filter: { ...filter }, after });
      await until("it is being opened", async () => (await waiting(admin)).length > 0);
      await revoke(moderator, UNITS.plantB.id);
      await pause(LOOKED_AT_MS);
    });
    const gone = await world.anOpinion({ unit: "plantB" });
    const kept = await world.anOpinion({ unit: "boilers" });
    await until("plant A is told", () => feed && idsOf(feed).includes(kept.id));
    expect(feed && idsOf(feed)).not.toContain(gone.id);
    feed?.stop();
  });

  test("end on each of the sockets that one session opened at once while an older one closed", async () => {
    const moderator = await world.aModerator();
    const older = await rawSocket(api.socketUrl, moderator);
    await pause(LOOKED_AT_MS);
    const feeds: Watcher[] = [];
    await whileLocked("staff_session IN ACCESS EXCLUSIVE MODE", async () => {
      feeds.push(watchFeed(api.connect(moderator)));
      await pause(200);
      older.socket.terminate();
      await pause(200);
      feeds.push(watchFeed(api.connect(moderator)));
      await pause(200);
    });
    await until("both are live", async () => {
      await world.anOpinion({ unit: "boilers" });
      return feeds.every(({ items }) => items.length > 0);
    });
    await revoke(moderator, UNITS.plantA.id);
    await until("both have ended", () => feeds.every((feed) => feed.hasEnded()), { withinMs: 5_000 });
  });
});

describe("a statement that is ended for its time", () => {
  test("delays the feed and does not end it", async () => {
    const moderator = await world.aModerator();
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    await until("it is live", async () => {
      await world.anOpinion({ unit: "boilers" });
      return feed.items.length > 0;
    });
    let delayed = "";
    // Takes no transaction id, so the log goes on being read.
    await whileLocked("audit_entry IN EXCLUSIVE MODE", async (admin) => {
      delayed = (await world.anOpinion({ unit: "boilers" })).id;
      await until("the hub waits for the lock and is refused", () => cancelWaiting(admin));
    });
    const { id } = await world.anOpinion({ unit: "boilers" });
    await until("both are told", () => idsOf(feed).includes(delayed) && idsOf(feed).includes(id));
    expect(idsOf(feed).slice(-2)).toEqual([delayed, id]);
    feed.stop();
  });

  test("at the door asks the client to come back, which no client takes for the end", async () => {
    const moderator = await world.aModerator();
    await whileLocked("staff_session IN ACCESS EXCLUSIVE MODE", async (admin) => {
      const knocking = rawSocket(api.socketUrl, moderator);
      await until("it is refused", () => cancelWaiting(admin));
      expect((await (await knocking).closed).code).toBe(TRY_AGAIN_LATER);
    });
  });
});
