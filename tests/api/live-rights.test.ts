import { randomUUID } from "node:crypto";
import { sealCursor } from "@langnghe/domain/events";
import { ANONYMOUS } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { closeMomentsIn, dumpAllRows, newRows } from "../support/all-rows.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const WITHIN_MS = 5_000;
const FORBIDDEN = 4403;

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

const soon = <Value>(what: string, promise: Promise<Value>, withinMs = WITHIN_MS) => {
  let answer: { value: Value } | undefined;
  void promise.then((value) => {
    answer = { value };
  });
  return until(what, () => answer, { withinMs }).then(({ value }) => value);
};

describe("a watcher", () => {
  test("of plant A never sees plant B, and sees what comes and what leaves a list of received opinions", async () => {
    const moderator = await world.aModerator();
    const { items, stop } = watchFeed(api.connect(moderator), { filter: { status: ["RECEIVED"] }, after: await liveCursor(api, moderator) });
    await world.anOpinion({ unit: "plantB" });
    const own = await world.anOpinion({ unit: "boilers" });
    await world.domain.opinions.setAside({ opinionId: own.id, expectedVersion: 1, reason: "TEST" }, moderator);
    await until("the departure is told", () => items.length >= 2);
    expect(items.map(({ kind, opinion, decidedBy }) => [kind, opinion.id, decidedBy?.name])).toEqual([
      ["RECEIVED", own.id, undefined],
      ["SET_ASIDE", own.id, "Mai Hạnh"],
    ]);
    stop();
  });

  test("without a cursor sees what comes from now on", async () => {
    const moderator = await world.aModerator();
    const { items, stop } = watchFeed(api.connect(moderator));
    await until("an opinion that came later is told", async () => {
      await world.anOpinion({ text: "Từ giờ trở đi", unit: "boilers" });
      return items.length > 0;
    });
    expect(items[0]?.opinion.text).toBe("Từ giờ trở đi");
    stop();
  });

  test("who shows a cursor of another database is refused by name, and the socket stays", async () => {
    const moderator = await world.aModerator();
    const socket = api.connect(moderator);
    const staying = watchFeed(socket, { after: await liveCursor(api, moderator) });
    const foreign = sealCursor({ transactionId: "1", id: "1" }, { epoch: randomUUID(), secret: Buffer.alloc(32) });
    for (const after of [foreign, "no cursor at all"]) {
      expect(await soon("the cursor is refused", watchFeed(socket, { after }).ended)).toEqual({ codes: ["CURSOR_FOREIGN"], closeCode: undefined });
    }
    const { id } = await world.anOpinion({ unit: "boilers" });
    await until("the other feed goes on", () => staying.items.some(({ opinion }) => opinion.id === id));
    staying.stop();
  });

  test.each([
    ["an empty list of states", { status: [] }],
    ["an empty list of channels", { channel: [] }],
    ["a unit that is no id", { unitId: "NM-A" }],
    ["a topic that is no id", { topicId: "wages" }],
  ])("with %s is refused as a list would be", async (_what, filter) => {
    const moderator = await world.aModerator();
    const list = await api.ask("query ($filter: OpinionFilter) { opinions(filter: $filter) { liveCursor } }", { filter }, moderator);
    expect(list.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    const { ended } = watchFeed(api.connect(moderator), { filter, after: await liveCursor(api, moderator) });
    const hasEnded = soon("the feed is refused", ended, 3_000);
    await world.anOpinion({ unit: "boilers" });
    expect((await hasEnded).codes).toEqual(["BAD_USER_INPUT"]);
  });

  test("who shows no session and no key gets no socket at all", async () => {
    const { closeCode } = await soon("the socket is closed", watchFeed(api.connect()).ended);
    expect(closeCode).toBe(FORBIDDEN);
  });

  test.each([["ANALYST"], ["LEADER"], ["ADMINISTRATOR"]] as const)(
    "who may read no opinions (%s) is refused before anything is watched",
    async (role) => {
      const { codes } = await soon("the feed is refused", watchFeed(api.connect(await world.aStaffMember({ role }))).ended);
      expect(codes).toEqual(["FORBIDDEN"]);
    },
  );
});

describe("rights that end while a feed is open", () => {
  test("by a revoked grant stop what is delivered within five seconds", async () => {
    const moderator = await world.aModerator();
    const [grant] = await world.domain.access.findGrants([moderator.id]);
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    await world.anOpinion({ unit: "boilers" });
    await until("the feed is live", () => feed.items.length > 0);
    await world.domain.access.revokeGrant(grant?.id ?? "", TEST);
    await until(
      "the feed has ended",
      async () => {
        await world.anOpinion({ unit: "boilers" });
        return feed.hasEnded();
      },
      { withinMs: WITHIN_MS },
    );
    expect((await feed.ended).codes).toEqual(["FORBIDDEN"]);
  });

  test("in one of two units go on in the other", async () => {
    const moderator = await world.aModerator("plantA");
    await world.domain.access.grantRole({ staffId: moderator.id, role: "MODERATOR", unitId: UNITS.plantB.id }, TEST);
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    const grants = await world.domain.access.findGrants([moderator.id]);
    await world.domain.access.revokeGrant(grants.find(({ unitId }) => unitId === UNITS.plantA.id)?.id ?? "", TEST);
    const isOver = { at: performance.now() + WITHIN_MS };
    await until("nothing of plant A is told any more", async () => {
      const gone = await world.anOpinion({ unit: "boilers" });
      const kept = await world.anOpinion({ unit: "plantB" });
      await until("plant B is told", () => feed.items.some(({ opinion }) => opinion.id === kept.id));
      return !feed.items.some(({ opinion }) => opinion.id === gone.id);
    });
    expect(performance.now()).toBeLessThan(isOver.at);
    feed.stop();
  });

  test.concurrent.each([
    [
      "a session that is signed out",
      async () => {
        const moderator = await world.aModerator();
        return { as: moderator, end: () => world.domain.access.signOutEverywhere(moderator) };
      },
    ],
    [
      "an account that is switched off",
      async () => {
        const moderator = await world.aModerator();
        return { as: moderator, end: () => world.domain.access.disableStaffAccount(moderator.id, TEST) };
      },
    ],
    [
      "a key that is revoked",
      async () => {
        const { id, key } = await world.aClient();
        return { as: { key }, end: () => world.domain.apiClients.revoke(id, TEST) };
      },
    ],
  ])("by %s close the socket with 4403 within five seconds, on a quiet feed too", async (_what, begin) => {
    const { as, end } = await begin();
    const { ended } = watchFeed(api.connect(as), { after: await liveCursor(api, as) });
    await end();
    expect(await soon("the socket is closed", ended)).toMatchObject({ closeCode: FORBIDDEN });
  });

  test("end every feed on a socket within five seconds, however many there are and however busy they are", async () => {
    const moderator = await world.aModerator();
    const socket = api.connect(moderator);
    const after = await liveCursor(api, moderator);
    const feeds = [1, 2, 3, 4, 5, 6].map(() => watchFeed(socket, { after }));
    await world.anOpinion({ unit: "boilers" });
    await until("all are live", () => feeds.every(({ items }) => items.length > 0));
    await world.domain.access.signOutEverywhere(moderator);
    await until(
      "all have ended",
      async () => {
        await world.anOpinion({ unit: "boilers" });
        return feeds.every((feed) => feed.hasEnded());
      },
      { withinMs: WITHIN_MS },
    );
    for (const { codes, closeCode } of await Promise.all(feeds.map(({ ended }) => ended))) {
      expect(closeCode === FORBIDDEN || codes.includes("UNAUTHENTICATED")).toBe(true);
    }
  });
});

describe("promise 1, while moderators watch", () => {
  test("nothing notes closer than the quarter of an hour when an opinion came in, though its arrival is shown at once", async () => {
    const moderator = await world.aModerator();
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    const before = await dumpAllRows(world.domain.dataSource);
    await world.domain.intake.submit({ text: "Có người đang nhìn", unitId: UNITS.boilers.id, forward: "NOW" }, ANONYMOUS);
    await until("the arrival is shown", () => feed.items.length > 0);
    const grown = newRows(before, await dumpAllRows(world.domain.dataSource));
    const id = feed.items[0]?.opinion.id ?? "";
    const naming = [...grown].flatMap(([table, rows]) =>
      rows.filter((row) => row.includes(id)).map((row) => ({ table, moments: closeMomentsIn(row) })),
    );
    expect(naming.filter(({ moments }) => moments.length > 0)).toEqual([]);
    feed.stop();
  });
});
