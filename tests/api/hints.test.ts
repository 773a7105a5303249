import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { insertOpinion, readTruth } from "../support/log-writers.ts";
import { until } from "../support/until.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

const SOON_MS = 600;

let world: World;
let api: TestApi;
let moderator: TestStaff;
/** Speaks on the bus like another process, and writes like one that has no bus. */
let stranger: pg.Client;

beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  stranger = new pg.Client({ connectionString: world.databaseUrl });
  await stranger.connect();
});
afterAll(() => stranger.end());

const say = (text: string) => stranger.query("SELECT pg_notify('langnghe_events', $1)", [text]);
const aText = () => `Mất nước ở khu tập thể ${crypto.randomUUID()}`;

async function positions(): Promise<string[]> {
  const { rows } = await stranger.query<{ hint: string }>(
    "SELECT transaction_id || '.' || id AS hint FROM event ORDER BY event.transaction_id, event.id",
  );
  return rows.map(({ hint }) => hint);
}

type Act =
  | { readonly does: "submit" }
  | { readonly does: "writeUnsaid" }
  | { readonly does: "repeat"; readonly which: number; readonly times: number }
  | { readonly does: "babble"; readonly text: string };

const ACTS: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Act>({ does: "submit" }) },
  { weight: 2, arbitrary: fc.constant<Act>({ does: "writeUnsaid" }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("repeat" as const), which: fc.nat(), times: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("babble" as const),
      text: fc.constantFrom("", "18446744073709551615.1", "99999999999999999999.9999999999999999999", "0.0", "-1.1", "nước", "1.1; DROP TABLE event"),
    }),
  },
);

async function perform(act: Act): Promise<void> {
  if (act.does === "submit") await world.anOpinion({ text: aText() });
  else if (act.does === "writeUnsaid") await insertOpinion(stranger, { text: aText(), unit: "plantA" });
  else if (act.does === "babble") await say(act.text);
  else {
    const known = await positions();
    for (let n = 0; n < act.times; n += 1) await say(known[act.which % Math.max(1, known.length)] ?? "");
  }
}

test("hints that are lost, doubled, old, or make no sense lose no event and change no order", async () => {
  const start = await liveCursor(api, moderator);
  const watcher = watchFeed(api.connect(moderator), { after: start });
  const startOf = (await readTruth(world)).length;
  await fc.assert(
    fc.asyncProperty(fc.array(ACTS, { minLength: 1, maxLength: 12 }), async (acts) => {
      for (const act of acts) await perform(act);
      const truth = (await readTruth(world)).slice(startOf).map(({ opinionId }) => opinionId);
      await until("all of it is shown", () => watcher.items.length >= truth.length);
      expect(watcher.items.map(({ opinion }) => opinion.id)).toEqual(truth);
    }),
    { numRuns: 12 },
  );
});

test("an event that an older transaction holds back is shown soon after that ends, though another was shown meanwhile", async () => {
  const watcher = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
  const older = new pg.Client({ connectionString: world.databaseUrl });
  await older.connect();
  for (let round = 0; round < 3; round += 1) {
    await insertOpinion(stranger, { text: aText(), unit: "plantA" });
    await older.query("BEGIN");
    // A transaction that takes a number and tells the log nothing, as the audit's do.
    await older.query("SELECT pg_current_xact_id()");
    const { id } = await world.anOpinion({ text: aText() });
    await older.query("ROLLBACK");
    await until("it is shown", () => watcher.items.some(({ opinion }) => opinion.id === id), { withinMs: SOON_MS });
  }
  await older.end();
});
