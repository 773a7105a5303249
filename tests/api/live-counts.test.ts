import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { watchCounts } from "../support/watch-counts.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const QUEUES = [{ status: ["RECEIVED"] }, { status: ["TRIAGED"] }, { urgency: ["HOTSPOT"] }, { status: ["SET_ASIDE"] }, {}];
const ASK = "query ($filters: [OpinionFilter!]!) { opinionCounts(filters: $filters) }";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

const asked = async (as: { readonly cookie: string }, filters: readonly Record<string, unknown>[] = QUEUES): Promise<(number | null)[]> =>
  (await api.ask(ASK, { filters }, as)).data.opinionCounts;

describe("the counts of the queues, live", () => {
  test("are told at once and move with every decision, though no worker runs", async () => {
    const moderator = await world.aModerator();
    const before = await asked(moderator);
    const watcher = watchCounts(api.connect(moderator), QUEUES);
    await until("the counts are told", () => watcher.told.length === 1);
    expect(watcher.told[0]).toEqual(before);
    const { id } = await world.anOpinion({ unit: "boilers" });
    const { opinions } = world.domain;
    const moved = async (by: readonly number[]) => {
      const expected = before.map((count, place) => (count ?? 0) + (by[place] ?? 0));
      await until(`the counts have moved by ${by}`, () => watcher.told.at(-1)?.join() === expected.join());
      expect(await asked(moderator)).toEqual(expected);
    };
    await moved([1, 0, 0, 0, 1]);
    await opinions.triage({ opinionId: id, expectedVersion: 1, urgency: "HOTSPOT" }, moderator);
    await moved([0, 1, 1, 0, 1]);
    await opinions.setAside({ opinionId: id, expectedVersion: 2, reason: "DUPLICATE" }, moderator);
    await moved([0, 0, 1, 1, 1]);
    await opinions.undoDecision({ opinionId: id, expectedVersion: 3 }, moderator);
    await moved([0, 1, 1, 0, 1]);
    watcher.stop();
  });

  test("are told a few times a second at most, and the last one is right", async () => {
    const moderator = await world.aModerator();
    const watcher = watchCounts(api.connect(moderator), [{}]);
    await until("the counts are told", () => watcher.told.length === 1);
    const opinions = Array.from({ length: 150 }, (_, n) => ({ text: `Mất nước ${n} ${crypto.randomUUID()}`, unitCode: UNITS.boilers.code }));
    for (const opinion of opinions) await world.domain.intake.submitBatch({ channel: "PORTAL", opinions: [opinion] }, TEST);
    await until("all are counted", () => (watcher.told.at(-1)?.[0] ?? 0) === (watcher.told[0]?.[0] ?? 0) + opinions.length);
    const gaps = watcher.toldAt.slice(1).map((at, place) => at - (watcher.toldAt[place] ?? 0));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(200);
    expect(watcher.told.length).toBeLessThan(opinions.length / 3);
    watcher.stop();
  });

  test("of plant A say nothing when something happens in plant B", async () => {
    const moderator = await world.aModerator("plantA");
    const watcher = watchCounts(api.connect(moderator), [{}, { unitId: UNITS.plantB.id }, { unitId: UNITS.union.id }]);
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    await until("the counts are told", () => watcher.told.length === 1);
    const [own] = watcher.told[0] ?? [];
    await world.anOpinion({ unit: "plantB" });
    await world.anOpinion({ unit: "tiny" });
    await world.anOpinion({ unit: "boilers" });
    await until("the own one is shown", () => feed.items.length > 0);
    await until("the own one is counted", () => watcher.told.length > 1);
    expect(watcher.told).toEqual([
      [own, 0, own],
      [(own ?? 0) + 1, 0, (own ?? 0) + 1],
    ]);
    watcher.stop();
    feed.stop();
  });

  test("follow a grant that is taken away, on a quiet log too, and end with the last one", async () => {
    const moderator = await world.aModerator("plantA");
    await world.domain.access.grantRole({ staffId: moderator.id, role: "MODERATOR", unitId: UNITS.plantB.id }, TEST);
    await world.anOpinion({ unit: "plantB" });
    const watcher = watchCounts(api.connect(moderator), [{ unitId: UNITS.plantB.id }]);
    await until("plant B is counted", () => (watcher.told.at(-1)?.[0] ?? 0) > 0);
    const grants = await world.domain.access.findGrants([moderator.id]);
    const grantOf = (unitId: string) => grants.find((grant) => grant.unitId === unitId)?.id ?? "";
    await world.domain.access.revokeGrant(grantOf(UNITS.plantB.id), TEST);
    await until("plant B is counted no more", () => watcher.told.at(-1)?.[0] === 0, { withinMs: 8_000 });
    await world.domain.access.revokeGrant(grantOf(UNITS.plantA.id), TEST);
    await until("the counts have ended", () => watcher.hasEnded(), { withinMs: 8_000 });
    expect(await watcher.ended).toEqual(["FORBIDDEN"]);
  });

  test.each([
    ["no filter at all", []],
    ["too many", Array.from({ length: 51 }, () => ({}))],
    ["an empty list of states", [{ status: [] }]],
    ["a unit that is no id", [{ unitId: "NM-A" }]],
  ])("are refused by name with %s, by both doors", async (_what, filters) => {
    const moderator = await world.aModerator();
    const { errors } = await api.ask(ASK, { filters }, moderator);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    expect(await watchCounts(api.connect(moderator), filters).ended).toEqual(["BAD_USER_INPUT"]);
  });

  test("are null for words and periods, and the other filters are counted all the same", async () => {
    const moderator = await world.aModerator();
    const [words, period, all] = await asked(moderator, [{ text: "ca" }, { from: "2026-01-01T00:00:00Z" }, {}]);
    expect([words, period]).toEqual([null, null]);
    expect(all).toBeGreaterThanOrEqual(0);
  });
});
