import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anApi, type Credentials, type TestApi } from "../support/api.ts";
import { readTruth, runWriter, type Truth, type Write } from "../support/log-writers.ts";
import { UNITS, type UnitName } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { type FeedItem, liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

const ALL: readonly UnitName[] = ["union", "plantA", "plantB", "boilers", "turbines", "tiny"];
const PLANT_A: readonly UnitName[] = ["plantA", "boilers", "turbines"];
const PLANT_B: readonly UnitName[] = ["plantB", "tiny"];
const SENTINEL = "Lính canh: máy lạnh";

let world: World;
let api: TestApi;
let moderator: TestStaff;
let readers: readonly ReaderKind[];
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  const ofPlantA = await world.aStaffMember({ role: "MODERATOR", unit: "plantA" });
  const ofPlantB = await world.aStaffMember({ role: "EDITOR", unit: "plantB" });
  const clientOfPlantA = await world.aClient({ unit: "plantA" });
  const in_ = (units: readonly UnitName[]) => (truth: Truth) => units.some((unit) => UNITS[unit].id === truth.unitId);
  readers = [
    { as: moderator, filter: {}, sees: () => true },
    { as: ofPlantA, filter: {}, sees: in_(PLANT_A) },
    { as: ofPlantB, filter: {}, sees: in_(PLANT_B) },
    { as: clientOfPlantA, filter: {}, sees: in_(PLANT_A) },
    { as: moderator, filter: { unitId: UNITS.boilers.id }, sees: in_(["boilers"]) },
    { as: ofPlantA, filter: { unitId: UNITS.plantB.id }, sees: () => false },
    { as: moderator, filter: { status: ["RECEIVED"] }, sees: ({ statuses }) => statuses.includes("RECEIVED") },
    { as: moderator, filter: { status: ["TRIAGED", "SET_ASIDE"] }, sees: ({ statuses }) => statuses.some((status) => status !== "RECEIVED") },
    { as: moderator, filter: { text: "MAY lanh" }, sees: ({ text }) => text.includes("máy") && text.includes("lạnh") },
    {
      as: moderator,
      filter: { channel: ["portal"], unitId: UNITS.plantA.id, text: "lính canh" },
      sees: (t) => in_(PLANT_A)(t) && t.text.startsWith(SENTINEL),
    },
  ];
});

interface ReaderKind {
  readonly as: Credentials;
  readonly filter: Record<string, unknown>;
  readonly sees: (truth: Truth) => boolean;
}

interface Reader {
  readonly items: readonly FeedItem[];
  readonly connections: () => number;
  stop(): void;
}

/** Reads on and on; after as many items as `cuts` says, one after the other, its line is cut and it comes back with its last cursor. */
function aReader({ as, filter }: ReaderKind, { start, cuts }: { start: string; cuts: readonly number[] }): Reader {
  const items: FeedItem[] = [];
  let connections = 0;
  let isStopped = false;
  let hangUp = () => {};
  const connect = () => {
    const socket = api.connect(as);
    let left = cuts[connections] ?? Number.POSITIVE_INFINITY;
    connections += 1;
    const { ended } = watchFeed(socket, {
      filter,
      after: items.at(-1)?.cursor ?? start,
      onItem(item) {
        if (left <= 0 || isStopped) return;
        items.push(item);
        left -= 1;
        if (left === 0) socket.terminate();
      },
    });
    hangUp = () => socket.terminate();
    void ended.then(() => !isStopped && connect());
  };
  connect();
  return {
    items,
    connections: () => connections,
    stop() {
      isStopped = true;
      hangUp();
    },
  };
}

const aWrite: fc.Arbitrary<Write> = fc.record({
  unit: fc.constantFrom(...ALL),
  word: fc.constantFrom("máy lạnh hỏng", "lương trả chậm", "bữa ăn nguội", "máy ồn"),
  manner: fc.oneof(
    { weight: 4, arbitrary: fc.constant("quick" as const) },
    { weight: 3, arbitrary: fc.constant("slow" as const) },
    { weight: 1, arbitrary: fc.constant("held" as const) },
    { weight: 2, arbitrary: fc.constant("rolledBack" as const) },
    { weight: 2, arbitrary: fc.constantFrom("decided" as const, "setAside" as const) },
  ),
});
const someWriters = fc.array(fc.array(aWrite, { minLength: 8, maxLength: 16 }), { minLength: 6, maxLength: 10 });
const someCuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 6 });

describe("readers of the live feed, beside quick, slow, held-open and rolled-back writers", () => {
  const running: Reader[] = [];
  afterAll(() => {
    for (const reader of running) reader.stop();
  });

  test("each get exactly the committed events they may see, once and in the log's order, also across reconnects", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(someWriters, fc.array(someCuts, { minLength: 10, maxLength: 10 }), async (writers, cuts) => {
        const start = await liveCursor(api, moderator);
        const already = (await readTruth(world)).length;
        const following = readers.map((kind, place) => aReader(kind, { start, cuts: cuts[place] ?? [] }));
        running.push(...following);
        await Promise.all(writers.map((writes) => runWriter(world, moderator, writes)));
        for (const unit of PLANT_B) await world.anOpinion({ text: `${SENTINEL} ${crypto.randomUUID()}`, unit });
        for (const unit of PLANT_A) await world.anOpinion({ text: `${SENTINEL} ${crypto.randomUUID()}`, unit });
        const truth = (await readTruth(world)).slice(already);
        for (const [place, { sees }] of readers.entries()) {
          const expected = truth.filter(sees).map(({ kind, opinionId }) => `${kind} ${opinionId}`);
          const { items } = following[place] as Reader;
          await until(`reader ${place} has ${expected.length} items`, () => items.length >= expected.length, { withinMs: 8_000 }).catch(
            () => undefined,
          );
          expect(items.map(({ kind, opinion }) => `${kind} ${opinion.id}`)).toEqual(expected);
          expect(new Set(items.map(({ cursor }) => cursor)).size).toBe(items.length);
        }
        expect(following.reduce((sum, reader) => sum + reader.connections(), 0)).toBeGreaterThan(readers.length);
        for (const reader of following) reader.stop();
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});

describe("a page and the feed from its liveCursor", () => {
  test("together miss nothing while others write", async () => {
    const writers = Promise.all(
      [1, 2, 3, 4].map((n) =>
        runWriter(
          world,
          moderator,
          Array.from({ length: 12 }, (_, k): Write => ({ unit: "boilers", word: "Trang", manner: (n + k) % 3 ? "slow" : "quick" })),
        ),
      ),
    );
    const seen: { ids: Set<string>; stop: () => void }[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { data } = await api.ask(`{ opinions(first: 100, filter: { text: "trang" }) { liveCursor edges { node { id } } } }`, {}, moderator);
      const ids = new Set<string>(data.opinions.edges.map(({ node }: { node: { id: string } }) => node.id));
      const socket = api.connect(moderator);
      watchFeed(socket, { filter: { text: "trang" }, after: data.opinions.liveCursor, onItem: ({ opinion }) => void ids.add(opinion.id) });
      seen.push({ ids, stop: () => socket.terminate() });
    }
    await writers;
    const all: { id: string }[] = await world.domain.dataSource.query("SELECT id FROM opinion WHERE text LIKE 'Trang %'");
    for (const { ids, stop } of seen) {
      await until("page and feed have all", () => ids.size >= all.length);
      expect([...ids].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      stop();
    }
  });
});

describe("a cursor that is older than what the process remembers", () => {
  test("is followed through the log, and then live, without a gap or a double", async () => {
    const start = await liveCursor(api, moderator);
    const opinions = Array.from({ length: 500 }, (_, n) => ({
      text: `Chuyện cũ ${n} ${crypto.randomUUID()} ${crypto.randomUUID()}`,
      unitCode: "PX-LO",
    }));
    for (let batch = 0; batch < 3; batch += 1)
      await world.domain.intake.submitBatch({ channel: "IMPORT", opinions }, { kind: "system", name: "test" });
    const fresh = await anApi(world.databaseUrl);
    const { items, stop } = watchFeed(fresh.connect(moderator), { after: start, filter: { unitId: UNITS.boilers.id } });
    await until("the past is there", () => items.length >= 1_500, { withinMs: 15_000 });
    const { id } = await world.anOpinion({ text: "Chuyện mới", unit: "boilers" });
    await until("the present is there", () => items.at(-1)?.opinion.id === id);
    const truth = (await readTruth(world)).filter(({ text }) => text.startsWith("Chuyện"));
    expect(items.map(({ opinion }) => opinion.id)).toEqual(truth.map(({ opinionId }) => opinionId));
    stop();
    await fresh.stop();
  });
});

describe("two processes", () => {
  test("tell each other by a wake-up, well before the poll of one second", async () => {
    const other = await anApi(world.databaseUrl);
    const key = (await world.aClient()).key;
    const arrivals: number[] = [];
    let arrived = Promise.withResolvers<void>();
    const { stop } = watchFeed(other.connect(moderator), { after: await liveCursor(other, moderator), onItem: () => arrived.resolve() });
    for (let count = 0; count < 12; count += 1) {
      arrived = Promise.withResolvers();
      const { data } = await api.ask(`mutation { submitOpinion(input: { text: "Báo nhau số ${count}" }) { __typename } }`, {}, { key });
      expect(data.submitOpinion.__typename).toBe("SubmitOpinionPayload");
      const committedAt = performance.now();
      await arrived.promise;
      arrivals.push(performance.now() - committedAt);
    }
    stop();
    await other.stop();
    // The very first may still travel by the poll, while the listening connection is being made. By the poll half of them would take longer.
    expect(arrivals.slice(1).filter((ms) => ms < 500).length).toBeGreaterThanOrEqual(10);
  });
});
