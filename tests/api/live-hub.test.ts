import type { OpinionFilter } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../../apps/api/src/guard/limits.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { type RawSocket, rawSocket } from "../support/raw-socket.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { liveCursor, type Watcher, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TEST, TestClock, type TestStaff, type World } from "../support/world.ts";

/** Four thousand characters that are like no others: what is alike is compared, which is not what is looked at here. */
const aLongText = () => Array.from({ length: 110 }, () => crypto.randomUUID()).join(" ");
/** Three bytes each. */
const anySigns = (count: number) => Array.from({ length: count }, () => String.fromCodePoint(0x1ea0 + Math.floor(Math.random() * 90))).join("");
const FEED =
  "subscription ($filter: OpinionFilter, $after: EventCursor) { opinionFeed(filter: $filter, after: $after) { cursor kind opinion { id text } } }";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

const idsOf = ({ items }: Watcher) => items.map(({ opinion }) => opinion.id);
const audiencesOf = (opinionId: string): Promise<{ actor_kind: string; actor_id: string; people: number }[]> =>
  world.domain.dataSource.query(
    `SELECT actor_kind, actor_id, coalesce(cardinality(staff_ids), 1) AS people FROM audit_entry LEFT JOIN audit_audience ON audit_audience.id = actor_id
      WHERE action = 'opinion:read' AND subject_ids @> ARRAY[$1::uuid] ORDER BY 3 DESC`,
    [opinionId],
  );

describe("watchers who ask the same and may see the same", () => {
  test("are noted as one audience, with all who were shown the same", async () => {
    const [here, there] = [await Promise.all([1, 2, 3].map(() => world.aModerator("plantA"))), await world.aModerator("union")];
    const after = await liveCursor(api, there);
    const feeds = [...here, there].map((moderator) => watchFeed(api.connect(moderator), { after }));
    await world.anOpinion({ unit: "boilers" });
    await until("all are live", () => feeds.every(({ items }) => items.length === 1));
    const { id } = await world.anOpinion({ unit: "boilers" });
    await until("all were told", () => feeds.every(({ items }) => items.length === 2));
    const audiences = await audiencesOf(id);
    expect(audiences.map(({ actor_kind, people }) => [actor_kind, people])).toEqual([["audience", 4]]);
    for (const { stop } of feeds) stop();
  });

  test("are told of who they are themselves nowhere: a shared result knows rights only", async () => {
    const [first, second] = [await world.aModerator(), await world.aModerator()];
    const document = "subscription { opinionFeed { opinion { id viewerCanTriage viewerCanSetAside viewerCanUndo unit { name } } } }";
    const sockets = await Promise.all([first, second].map((moderator) => rawSocket(api.socketUrl, moderator)));
    for (const { send } of sockets) send({ id: "1", type: "subscribe", payload: { query: document } });
    await until("both are told", async () => {
      await world.anOpinion({ unit: "boilers" });
      return sockets.every(({ messages }) => messages.some(({ type }) => type === "next"));
    });
    for (const { messages, socket } of sockets) {
      const told = messages.find(({ type }) => type === "next")?.payload;
      expect(told.errors).toBeUndefined();
      expect(told.data.opinionFeed.opinion.viewerCanTriage).toBe(true);
      socket.terminate();
    }
  });
});

describe("a watcher whose rights change while the feed is open", () => {
  test("sees from then on what the new rights show, and goes on without a gap in the old ones", async () => {
    const moderator = await world.aModerator("plantA");
    const feed = watchFeed(api.connect(moderator), { after: await liveCursor(api, moderator) });
    const before = await world.anOpinion({ unit: "boilers" });
    await until("the feed is live", () => feed.items.length === 1);
    await world.domain.access.grantRole({ staffId: moderator.id, role: "MODERATOR", unitId: UNITS.plantB.id }, TEST);
    const everywhere: string[] = [before.id];
    const fromB: string[] = [];
    await until("plant B is told", async () => {
      everywhere.push((await world.anOpinion({ unit: "boilers" })).id);
      fromB.push((await world.anOpinion({ unit: "plantB" })).id);
      return idsOf(feed).some((id) => fromB.includes(id));
    });
    await until("the last of plant A is told", () => idsOf(feed).includes(everywhere.at(-1) ?? ""));
    expect(idsOf(feed).filter((id) => everywhere.includes(id))).toEqual(everywhere);
    feed.stop();
  });
});

describe("a reader that stops reading", () => {
  const subscribe = async (moderator: TestStaff, filter: OpinionFilter, after: string): Promise<RawSocket> => {
    const reader = await rawSocket(api.socketUrl, moderator);
    reader.send({ id: "1", type: "subscribe", payload: { query: FEED, variables: { filter, after } } });
    return reader;
  };
  const received = ({ messages }: RawSocket): string[] =>
    messages.flatMap(({ type, payload }) =>
      type === "next" && payload.data.opinionFeed.kind === "RECEIVED" ? [payload.data.opinionFeed.opinion.id] : [],
    );

  test("is closed with 4413 and its cursor, holds nobody up, and with the cursor misses nothing", async () => {
    const moderator = await world.aModerator("plantB");
    const after = await liveCursor(api, moderator);
    const filter = { unitId: UNITS.plantB.id };
    const [slow, quick] = [await subscribe(moderator, filter, after), await subscribe(moderator, filter, after)];
    const sent: string[] = [];
    const say = async () => {
      const outcomes = await world.domain.intake.submitBatch(
        { channel: "IMPORT", opinions: Array.from({ length: 100 }, () => ({ text: aLongText(), unitCode: UNITS.plantB.code })) },
        TEST,
      );
      sent.push(...outcomes.flatMap((outcome) => (outcome.kind === "ACCEPTED" ? [outcome.opinionId] : [])));
    };
    await say();
    await until("both are live", () => received(slow).length === 100 && received(quick).length === 100);
    slow.stopReading();
    let hasClosed = false;
    void slow.closed.then(() => {
      hasClosed = true;
    });
    // The kernel holds some megabytes before the server does: say more than both will hold.
    for (let round = 0; round < 30; round += 1) await say();
    await until("the quick one has all", () => received(quick).length === sent.length, { withinMs: 15_000 });
    slow.readOn();
    await until("the slow one has been closed", () => hasClosed, { withinMs: 10_000 });
    const { code, reason } = await slow.closed;
    expect(code).toBe(4413);
    const back = await subscribe(moderator, filter, reason);
    await until("nothing is missing", () => received(slow).length + received(back).length >= sent.length, { withinMs: 15_000 });
    expect([...received(slow), ...received(back)].toSorted()).toEqual(sent.toSorted());
    expect(received(quick).toSorted()).toEqual(sent.toSorted());
    back.socket.terminate();
    quick.socket.terminate();
  }, 60_000);

  test("is not who keeps up, however much comes at once, live or out of the past", async () => {
    const moderator = await world.aModerator("plantB");
    const after = await liveCursor(api, moderator);
    const filter = { unitId: UNITS.plantB.id };
    const live = await subscribe(moderator, filter, after);
    const opinions = Array.from({ length: 500 }, () => ({ text: `${crypto.randomUUID()} ${anySigns(4_900)}`, unitCode: UNITS.plantB.code }));
    const outcomes = await world.domain.intake.submitBatch({ channel: "IMPORT", opinions }, TEST);
    const sent = outcomes.flatMap((outcome) => (outcome.kind === "ACCEPTED" ? [outcome.opinionId] : []));
    const late = await subscribe(moderator, filter, after);
    for (const reader of [live, late]) {
      await until("all have come", () => received(reader).length === sent.length, { withinMs: 20_000 });
      expect(received(reader).toSorted()).toEqual(sent.toSorted());
      expect(reader.socket.readyState).toBe(reader.socket.OPEN);
      reader.socket.terminate();
    }
  }, 60_000);

  test("during a replay makes the replay wait: the server holds a page and not the past", async () => {
    const moderator = await world.aModerator("plantB");
    const reader = await rawSocket(api.socketUrl, moderator);
    reader.stopReading();
    const [{ cursor: start } = { cursor: "" }] = [{ cursor: await liveCursor(api, moderator) }];
    for (let round = 0; round < 20; round += 1) {
      await world.domain.intake.submitBatch(
        { channel: "IMPORT", opinions: Array.from({ length: 100 }, () => ({ text: aLongText(), unitCode: UNITS.plantB.code })) },
        TEST,
      );
    }
    reader.send({ id: "1", type: "subscribe", payload: { query: FEED, variables: { after: start } } });
    reader.readOn();
    await until("the whole past came", () => received(reader).length === 2_000, { withinMs: 20_000 });
    expect(new Set(received(reader)).size).toBe(2_000);
    reader.socket.terminate();
  }, 60_000);
});

describe("the limits of the socket", () => {
  test("an account has so many sockets and not one more", async () => {
    const strict = await anApi(world.databaseUrl, { limits: "AS_SHIPPED" });
    const moderator = await world.aModerator();
    const open = await Promise.all(Array.from({ length: LIMITS.staff.sockets }, () => rawSocket(strict.socketUrl, moderator)));
    expect((await (await rawSocket(strict.socketUrl, moderator)).closed).code).toBe(1013);
    open[0]?.socket.terminate();
    await until("there is room again", async () => {
      const next = await rawSocket(strict.socketUrl, moderator);
      const isIn = next.messages.some(({ type }) => type === "connection_ack");
      next.socket.terminate();
      return isIn;
    });
    for (const { socket } of open) socket.terminate();
    await strict.stop();
  });

  test("a key has so many subscriptions on a socket; the next is refused by name and the others stay", async () => {
    const { key } = await world.aClient();
    const { send, messages, socket } = await rawSocket(api.socketUrl, { key });
    const most = LIMITS.client.subscriptionsPerSocket;
    for (let id = 0; id <= most; id += 1) send({ id: `s${id}`, type: "subscribe", payload: { query: FEED } });
    await until("the last is refused", () => messages.some(({ type }) => type === "error"));
    expect(messages.find(({ type }) => type === "error")).toMatchObject({
      id: `s${most}`,
      payload: [{ extensions: { code: "TOO_MANY_SUBSCRIPTIONS" } }],
    });
    send({ id: "s0", type: "complete" });
    send({ id: "again", type: "subscribe", payload: { query: FEED } });
    await until("all others are told of one and the same", async () => {
      const { id } = await world.anOpinion();
      await until("it is told", () => messages.some(({ type, payload }) => type === "next" && payload.data.opinionFeed.opinion.id === id));
      const told = messages.filter(({ type, payload }) => type === "next" && payload.data.opinionFeed.opinion.id === id);
      return new Set(told.map((message) => message.id)).size === most;
    });
    socket.terminate();
  });

  test("a key's frame may have 64 kB, and is closed with 1009 above", async () => {
    const { key } = await world.aClient();
    const { send, closed } = await rawSocket(api.socketUrl, { key });
    send({ type: "ping", payload: { x: "x".repeat(LIMITS.client.frameBytes) } });
    expect((await closed).code).toBe(1009);
  });

  test("whoever begins operations faster than the bucket fills is asked to wait, and the socket stays", async () => {
    const { send, messages, socket } = await rawSocket(api.socketUrl, await world.aModerator());
    for (let id = 0; id < 400; id += 1) send({ id: `q${id}`, type: "subscribe", payload: { query: "{ __typename }" } });
    await until("all are answered", () => messages.filter(({ type }) => type === "complete" || type === "error").length === 400);
    const codes = new Set(messages.filter(({ type }) => type === "error").map(({ payload }) => payload[0].extensions.code));
    expect(codes).toEqual(new Set(["RATE_LIMITED"]));
    await until("the bucket fills again", () => {
      send({ id: `later${messages.length}`, type: "subscribe", payload: { query: "{ __typename }" } });
      return messages.some(({ type, id }) => type === "next" && id?.startsWith("later"));
    });
    socket.terminate();
  });
});

describe("a log that is cleared away after a while", () => {
  test("refuses a cursor from before by name, and not one that lost nothing", async () => {
    const own = await aWorld({ clock: TestClock.atPresent() });
    const moderator = await own.aStaffMember({ role: "MODERATOR" });
    const first = await anApi(own.databaseUrl);
    const start = await liveCursor(first, moderator);
    for (let n = 0; n < 3; n += 1) await own.anOpinion();
    const told = watchFeed(first.connect(moderator), { after: start });
    await until("all three are told", () => told.items.length === 3);
    const end = told.items.at(-1)?.cursor;
    await first.stop();
    const tomorrow = new Date(own.clock.now().getTime() + 24 * 60 * 60 * 1000);
    let cleared = 0;
    // An open transaction anywhere on this server, as of another test, holds back what counts as surely over.
    await until(
      "all three are cleared",
      async () => {
        await own.domain.dataSource.query("UPDATE event_consumer SET transaction_id = pg_snapshot_xmin(pg_current_snapshot())");
        cleared += await own.domain.events.clear({ before: tomorrow });
        return cleared >= 3;
      },
      { withinMs: 15_000 },
    );
    expect(cleared).toBe(3);
    const later = await anApi(own.databaseUrl);
    const refused = watchFeed(later.connect(moderator), { after: start });
    expect((await refused.ended).codes).toEqual(["CURSOR_TOO_OLD"]);
    const going = watchFeed(later.connect(moderator), { after: end });
    const { id } = await own.anOpinion();
    await until("what is new is told", () => idsOf(going).includes(id));
    expect(idsOf(going)).toEqual([id]);
    going.stop();
    await later.stop();
  });

  test("keeps what is young, and what a consumer has still to take", async () => {
    const own = await aWorld({ clock: TestClock.atPresent() });
    await own.anOpinion();
    const yesterday = new Date(own.clock.now().getTime() - 24 * 60 * 60 * 1000);
    expect(await own.domain.events.clear({ before: yesterday })).toBe(0);
    await own.domain.dataSource.query("INSERT INTO event_consumer (name, transaction_id, id) VALUES ('late', '0', 0)");
    const tomorrow = new Date(own.clock.now().getTime() + 24 * 60 * 60 * 1000);
    expect(await own.domain.events.clear({ before: tomorrow })).toBe(0);
  });
});
