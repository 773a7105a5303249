import { describe, expect, test } from "vitest";
import { type FeedItem, type LiveQueue, newIn, nextQueue, openQueue } from "./live-queue.ts";
import type { OpinionRow } from "./opinion-row.ts";

const VIEWER = "me";
const FILTER = { status: ["RECEIVED" as const] };

describe("the live queue", () => {
  test("keeps arrivals apart until they are asked for, newest first", () => {
    const queue = queueAfter(open("a"), { type: "happened", item: arrival("b") }, { type: "happened", item: arrival("c") });
    expect(ids(queue)).toEqual(["a"]);
    expect(queue.arrivals.map(({ id }) => id)).toEqual(["c", "b"]);
    expect(ids(queueAfter(queue, { type: "revealed" }))).toEqual(["c", "b", "a"]);
  });

  test("shows an opinion once, however often it is told", () => {
    const queue = queueAfter(open("a"), { type: "happened", item: arrival("b") }, { type: "happened", item: arrival("b") }, { type: "revealed" });
    expect(ids(queueAfter(queue, { type: "happened", item: arrival("b") }))).toEqual(["b", "a"]);
  });

  test("takes a match for news of a row that is shown or waits, never for an arrival", () => {
    const matched = (id: string): FeedItem => ({ kind: "MATCHED", opinion: opinion(id, { similarCount: 2 }) });
    const waiting = queueAfter(open("a"), { type: "happened", item: arrival("b") });
    const queue = queueAfter(waiting, ...["a", "b", "old"].map((id) => ({ type: "happened" as const, item: matched(id) })));
    expect([...queue.rows, ...queue.arrivals].map(({ id, similarCount }) => [id, similarCount])).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
  });

  test("greys a row that a colleague decided, in its place, and says who", () => {
    const queue = queueAfter(open("a", "b", "c"), { type: "happened", item: setAside("b", { id: "her", name: "Lan" }) });
    expect(ids(queue)).toEqual(["a", "b", "c"]);
    expect(queue.departures.get("b")).toEqual({ kind: "SET_ASIDE", by: "Lan", isOwn: false });
  });

  test("lets the grey row go when the person moves on, but never the one being read", () => {
    const queue = queueAfter(open("a", "b"), { type: "happened", item: setAside("b", { id: "her", name: "Lan" }) });
    expect(ids(queueAfter(queue, { type: "movedOn", to: "b" }))).toEqual(["a", "b"]);
    expect(ids(queueAfter(queue, { type: "movedOn", to: "a" }))).toEqual(["a"]);
  });

  test("shows a colleague's claim where the opinion is, and moves and greys nothing", () => {
    const claimed = (id: string): FeedItem => ({
      kind: "CLAIMED",
      opinion: claimedBy(id, { id: "her", name: "Lan" }),
      decidedBy: { id: "her", name: "Lan" },
    });
    const before = queueAfter(open("a", "b"), { type: "happened", item: arrival("c") });
    const queue = ["b", "c", "elsewhere"].reduce((known, id) => queueAfter(known, { type: "happened", item: claimed(id) }), before);
    expect(ids(queue)).toEqual(["a", "b"]);
    expect(queue.rows[1]?.claim?.holder.name).toBe("Lan");
    expect(queue.arrivals.map(({ id, claim }) => [id, claim?.holder.name])).toEqual([["c", "Lan"]]);
    expect(queue.departures.size).toBe(0);
  });

  test("puts what the viewer reserved first, each opinion once", () => {
    const waiting = queueAfter(open("a", "b"), { type: "happened", item: arrival("c") });
    const reserved = ["c", "b", "z"].map((id) => claimedBy(id, { id: VIEWER, name: "Mai" }));
    const queue = queueAfter(waiting, { type: "reserved", opinions: reserved });
    expect(ids(queue)).toEqual(["c", "b", "z", "a"]);
    expect(queue.arrivals).toEqual([]);
  });

  test("takes a decided arrival out of what waits", () => {
    const queue = queueAfter(
      open("a"),
      { type: "happened", item: arrival("b") },
      { type: "happened", item: setAside("b", { id: "her", name: "Lan" }) },
    );
    expect(queue.arrivals).toEqual([]);
  });

  test("brings a row back to life when the decision is undone", () => {
    const undone: FeedItem = { kind: "DECISION_UNDONE", opinion: opinion("a", { version: 3 }), decidedBy: { id: "her", name: "Lan" } };
    const queue = queueAfter(open("a"), { type: "happened", item: setAside("a", { id: "her", name: "Lan" }) }, { type: "happened", item: undone });
    expect(queue.departures.size).toBe(0);
  });

  test("is not turned back by news that was under way longer than the answer to one's own decision", () => {
    const decided = opinion("a", { status: "SET_ASIDE", version: 3 });
    const queue = queueAfter(open("a"), { type: "decided", opinion: decided, kind: "SET_ASIDE" }, { type: "happened", item: setAside("a", null) });
    expect(queue.rows[0]?.version).toBe(3);
    expect(queue.departures.get("a")).toEqual({ kind: "SET_ASIDE", by: null, isOwn: true });
  });

  test("the feed's echo of one's own decision does not blame somebody else", () => {
    const decided = opinion("a", { status: "SET_ASIDE", version: 2 });
    const queue = queueAfter(
      open("a"),
      { type: "decided", opinion: decided, kind: "SET_ASIDE" },
      { type: "happened", item: setAside("a", { id: VIEWER, name: "Tôi" }) },
    );
    expect(queue.departures.get("a")?.isOwn).toBe(true);
  });

  test("what the viewer takes back returns to the list, though it had left it", () => {
    const decided = opinion("a", { status: "SET_ASIDE", version: 2 });
    const left = queueAfter(open("a", "b"), { type: "decided", opinion: decided, kind: "SET_ASIDE" }, { type: "movedOn", to: "b" });
    expect(ids(left)).toEqual(["b"]);
    const back: FeedItem = { kind: "DECISION_UNDONE", opinion: opinion("a", { version: 3 }), decidedBy: { id: VIEWER, name: "Tôi" } };
    const queue = queueAfter(left, { type: "happened", item: back }, { type: "decided", opinion: back.opinion, kind: "DECISION_UNDONE" });
    expect(ids(queue)).toEqual(["a", "b"]);
    expect(queue.arrivals).toEqual([]);
  });

  test("what a further page brings no longer waits among the arrivals", () => {
    const page = { rows: [opinion("b"), opinion("c")], endCursor: null, hasNextPage: false };
    const queue = queueAfter(open("a"), { type: "happened", item: arrival("b") }, { type: "pageRead", page }, { type: "revealed" });
    expect(ids(queue)).toEqual(["a", "b", "c"]);
  });

  test("an older opinion that lies on a further page is nothing new", () => {
    const older = opinion("z", { version: 3, receivedAt: "2026-11-01T02:15:00.000Z" });
    const queue = queueAfter(open("a"), { type: "happened", item: { kind: "DECISION_UNDONE", opinion: older } });
    expect(queue.arrivals).toEqual([]);
    const page = { rows: [opinion("z", { receivedAt: older.receivedAt })], endCursor: null, hasNextPage: false };
    const read = queueAfter(queue, { type: "pageRead", page });
    expect(read.rows.map(({ id, version }) => [id, version])).toEqual([
      ["a", 1],
      ["z", 3],
    ]);
  });

  test("a page that was under way longer than a colleague's decision does not bring the opinion back", () => {
    const queue = queueAfter(open("a"), { type: "happened", item: setAside("z", { id: "her", name: "Lan" }) });
    const page = { rows: [opinion("z"), opinion("y")], endCursor: null, hasNextPage: false };
    expect(ids(queueAfter(queue, { type: "pageRead", page }))).toEqual(["a", "y"]);
  });

  test("a page that knows a later state of a row than the list does shows it", () => {
    const page = { rows: [opinion("a", { version: 3 })], endCursor: null, hasNextPage: false };
    expect(queueAfter(open("a"), { type: "pageRead", page }).rows.map(({ version }) => version)).toEqual([3]);
  });

  test("an opinion that a decision brings into this list waits among the arrivals, but is not counted as new", () => {
    const back: FeedItem = { kind: "DECISION_UNDONE", opinion: opinion("z", { version: 3, receivedAt: "2026-11-22T09:15:00.000Z" }) };
    const queue = queueAfter(open("a"), { type: "happened", item: back }, { type: "happened", item: arrival("b") });
    expect(queue.arrivals.map(({ id }) => id)).toEqual(["b", "z"]);
    expect(newIn(queue)).toBe(1);
  });

  test("a further page brings nothing twice", () => {
    const page = { rows: [opinion("b"), opinion("c")], endCursor: null, hasNextPage: false };
    expect(ids(queueAfter(open("a", "b"), { type: "pageRead", page }))).toEqual(["a", "b", "c"]);
  });
});

function open(...rows: string[]): LiveQueue {
  return openQueue({ filter: FILTER, viewerId: VIEWER, page: { rows: rows.map((id) => opinion(id)), endCursor: "x", hasNextPage: true } });
}

function queueAfter(queue: LiveQueue, ...actions: Parameters<typeof nextQueue>[1][]): LiveQueue {
  return actions.reduce(nextQueue, queue);
}

function ids({ rows }: LiveQueue): string[] {
  return rows.map(({ id }) => id);
}

function arrival(id: string): FeedItem {
  return { kind: "RECEIVED", opinion: opinion(id) };
}

function claimedBy(id: string, holder: { id: string; name: string }): OpinionRow {
  const claim = {
    __typename: "Claim",
    fencingNumber: 1,
    expiresAt: "2026-11-22T02:17:00.000Z",
    holder: { __typename: "StaffMember", ...holder },
  } as const;
  return opinion(id, { claim });
}

function setAside(id: string, decidedBy: FeedItem["decidedBy"]): FeedItem {
  return { kind: "SET_ASIDE", opinion: opinion(id, { status: "SET_ASIDE", version: 2 }), decidedBy };
}

function opinion(id: string, changes: Partial<OpinionRow> = {}): OpinionRow {
  return {
    __typename: "Opinion",
    id,
    text: `Ý kiến ${id}`,
    status: "RECEIVED",
    receivedAt: "2026-11-22T02:15:00.000Z",
    urgency: "ROUTINE",
    setAsideReason: null,
    repeatOfId: null,
    similarCount: 0,
    isErased: false,
    version: 1,
    viewerCanTriage: true,
    viewerCanSetAside: true,
    viewerCanUndo: false,
    viewerCanReveal: false,
    redactions: [],
    viewerCanClaim: true,
    claim: null,
    unit: { __typename: "Unit", id: "u", name: "Nhà máy A" },
    channel: { __typename: "Channel", code: "PORTAL", kind: "PORTAL", name: "Cổng" },
    topic: null,
    history: [],
    ...changes,
  };
}
