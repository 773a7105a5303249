import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { comparePositions, consumeEvents, type EventConsumer, type EventPosition } from "@langnghe/domain/events";
import { isSeenIn, Opinion, OpinionConflict, type OpinionFilter, OpinionStepImpossible, type OpinionTally } from "@langnghe/domain/opinions";
import fc from "fast-check";
import { Like, Not } from "typeorm";
import { beforeAll, describe, expect, test } from "vitest";
import { countOpinions } from "../../apps/workers/src/opinions/count-opinions.consumer.ts";
import { drainConsumer } from "../../apps/workers/src/runner/consumer-loop.ts";
import { failureOf } from "../support/failure-of.ts";
import { runWriter, type Write } from "../support/log-writers.ts";
import { TOPICS, UNITS, type UnitName } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, type TestStaff, type World } from "../support/world.ts";

let world: World;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  moderator = await world.aStaffMember({ role: "MODERATOR" });
});

const counts = () => world.domain.opinionCounts;

/** Every filter that a rail or a chip asks with, and some of several parts. */
const FILTERS: readonly OpinionFilter[] = [
  {},
  { status: ["RECEIVED"] },
  { status: ["TRIAGED"] },
  { status: ["SET_ASIDE"] },
  { urgency: ["HOTSPOT"] },
  { topicId: TOPICS.wages },
  { unitId: UNITS.plantA.id },
  { channel: ["fanpage"] },
  { status: ["RECEIVED", "TRIAGED"], urgency: ["ROUTINE", "SOON"], unitId: UNITS.union.id, channel: ["PORTAL"], topicId: TOPICS.safety },
];

/** What the rows say, asked without any of the code under test. */
async function countRows({ status, urgency, topicId, unitId, channel }: OpinionFilter): Promise<number> {
  const [row]: { n: number }[] = await world.domain.dataSource.query(
    `WITH RECURSIVE below AS (SELECT id FROM unit WHERE id = $4 UNION SELECT unit.id FROM unit JOIN below ON parent_id = below.id)
     SELECT count(*)::integer AS n FROM opinion JOIN channel ON channel.id = channel_id
      WHERE ($1::text[] IS NULL OR status = ANY($1)) AND ($2::text[] IS NULL OR urgency = ANY($2)) AND ($3::uuid IS NULL OR topic_id = $3)
        AND ($4::uuid IS NULL OR unit_id IN (SELECT id FROM below)) AND ($5::text[] IS NULL OR upper(code) = ANY($5))`,
    [status ?? null, urgency ?? null, topicId ?? null, unitId ?? null, channel?.map((code) => code.toUpperCase()) ?? null],
  );
  return row?.n ?? -1;
}

async function expectCountsToEqualRows(): Promise<void> {
  expect(await counts().findDifferences()).toEqual([]);
  expect((await counts().count(FILTERS, moderator)).counts).toEqual(await Promise.all(FILTERS.map(countRows)));
}

/** A tally that is taken on event by event, to the last one written, says what the rows say. */
async function expectToArrive(tally: OpinionTally): Promise<void> {
  const [last]: EventPosition[] = await world.domain.dataSource.query(
    `SELECT transaction_id::text AS "transactionId", id::text AS id FROM event ORDER BY event.transaction_id DESC, event.id DESC LIMIT 1`,
  );
  let moving = tally;
  await until("the last event is taken", async () => {
    moving = await counts().advance(moving, await world.domain.events.read({ after: moving.position, limit: 3 }));
    return !last || comparePositions(moving.position, last) >= 0;
  });
  expect(moving.counts).toEqual(await Promise.all(FILTERS.map(countRows)));
}

type Act =
  | { readonly does: "submit"; readonly unit: UnitName; readonly channel: "PORTAL" | "FANPAGE" }
  | { readonly does: "triage"; readonly which: number; readonly urgency: "SOON" | "HOTSPOT" | undefined; readonly topicId: string | undefined }
  | { readonly does: "setAside" | "undo"; readonly which: number }
  | { readonly does: "consume" | "recount" };

const which = fc.nat({ max: 30 });
const ACTS: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("submit" as const),
      unit: fc.constantFrom("union", "plantA", "boilers", "plantB"),
      channel: fc.constantFrom("PORTAL", "FANPAGE"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("triage" as const),
      which,
      urgency: fc.constantFrom("SOON" as const, "HOTSPOT" as const, undefined),
      topicId: fc.constantFrom(TOPICS.wages, TOPICS.safety, undefined),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("setAside" as const, "undo" as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom("consume" as const, "consume" as const, "recount" as const) }) },
);

/** With this word begins what its writer decides on. */
const OWN = "riêng";

async function perform(act: Act): Promise<void> {
  if (act.does === "submit") await world.anOpinion({ unit: act.unit, channel: act.channel });
  else if ("which" in act) await decide(act);
  else if (act.does === "consume") await consumeEvents(world.domain.dataSource, countOpinions);
  else await counts().recount();
}

async function decide(act: Extract<Act, { readonly which: number }>): Promise<void> {
  const { opinions, dataSource } = world.domain;
  // What a writer is about to decide itself is left to it: it does not reckon with a conflict.
  const known = await dataSource.manager.find(Opinion, { where: { receivedText: Not(Like(`${OWN}%`)) }, order: { id: "ASC" } });
  const opinion = known[act.which % (known.length || 1)];
  if (!opinion) return;
  const on = { opinionId: opinion.id, expectedVersion: opinion.version };
  if (act.does === "triage") await tolerating(opinions.triage({ ...on, urgency: act.urgency, topicId: act.topicId }, moderator));
  if (act.does === "setAside") await tolerating(opinions.setAside({ ...on, reason: "SPAM" }, moderator));
  if (act.does === "undo") await tolerating(opinions.undoDecision(on, moderator));
}

/** A step that is impossible, or that somebody else was first with, is an outcome and changes nothing. */
async function tolerating(step: Promise<unknown>): Promise<void> {
  const failure = await step.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure && !(failure instanceof OpinionStepImpossible || failure instanceof OpinionConflict)) throw failure;
}

describe("the counts of the queues", () => {
  test("are those of the rows after any sequence of acts, whether the counter has caught up or not", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ACTS, { minLength: 1, maxLength: 25 }), async (acts) => {
        const watched = await counts().count(FILTERS, moderator);
        for (const act of acts) await perform(act);
        await expectCountsToEqualRows();
        await expectToArrive(watched);
        await drainConsumer(world.domain, countOpinions);
        await expectCountsToEqualRows();
      }),
      { numRuns: 12 },
    );
  });

  test("are those of the rows after chaos, and at every moment of it", { timeout: 60_000 }, async () => {
    const watched = await counts().count(FILTERS, moderator);
    // All together fewer than the pool has connections.
    const writers = Array.from({ length: 5 }, () => runWriter(world, moderator, fc.sample(WRITES, 1)[0] ?? []));
    const deciders = Array.from({ length: 2 }, () => decideAtRandom(fc.sample(DECISIONS, 1)[0] ?? []));
    let isOver = false;
    const whileItLasts = async (work: () => Promise<unknown>) => {
      while (!isOver) await work();
    };
    let deaths = 0;
    const around = [
      whileItLasts(() => consumeEvents(world.domain.dataSource, countOpinions)),
      whileItLasts(() => consumeEvents(world.domain.dataSource, dyingCounter).catch(() => (deaths += 1))),
      whileItLasts(async () => expect(await counts().findDifferences()).toEqual([])),
    ];
    await Promise.all([...writers, ...deciders, counts().recount()]).finally(() => {
      isOver = true;
    });
    await Promise.all(around);
    await expectToArrive(watched);
    expect(deaths).toBeGreaterThan(0);
    await expectCountsToEqualRows();
    // The log is read as far as no transaction runs, and others run on this server.
    const kept = await until("the counter has caught up", async () => {
      await drainConsumer(world.domain, countOpinions);
      const [cells]: { n: number; least: number }[] = await world.domain.dataSource.query(
        "SELECT sum(n)::integer AS n, min(n) AS least FROM opinion_count",
      );
      return cells?.n === (await countRows({})) && cells;
    });
    await expectCountsToEqualRows();
    expect(kept.least).toBeGreaterThanOrEqual(0);
  });

  test("are asked once for many who begin to watch at once, and each of them comes to the same end", async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => counts().recent(FILTERS, moderator)));
    expect(others.every((tally) => tally === first)).toBe(true);
    await world.anOpinion();
    const later = await counts().recent(FILTERS, moderator);
    await expectToArrive(later);
    const elsewhere = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
    expect((await counts().recent(FILTERS, elsewhere)).unitIds).not.toEqual(later.unitIds);
  });

  test("that went wrong are found, cell by cell, and put right by counting anew", async () => {
    await world.anOpinion({ unit: "tiny" });
    await counts().recount();
    await world.domain.dataSource.query("UPDATE opinion_count SET n = n + 7 WHERE unit_id = $1 AND status = 'RECEIVED'", [UNITS.tiny.id]);
    const [difference, ...others] = await counts().findDifferences();
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ unitId: UNITS.tiny.id, status: "RECEIVED", counted: await countRows({ unitId: UNITS.tiny.id }) });
    expect((difference?.kept ?? 0) - (difference?.counted ?? 0)).toBe(7);
    await counts().recount();
    await expectCountsToEqualRows();
  });

  test("are checked by a command, which says what is wrong and puts it right only when told to", async () => {
    await drainConsumer(world.domain, countOpinions);
    expect(await recount()).toMatchObject({ code: 0, said: { wrong: 0, repaired: false } });
    await world.domain.dataSource.query("UPDATE opinion_count SET n = n - 1 WHERE n = (SELECT max(n) FROM opinion_count)");
    const [wrong] = await counts().findDifferences();
    expect(await recount()).toMatchObject({ code: 1, said: { repaired: false, cells: expect.arrayContaining([wrong]) } });
    expect(await recount("--repair")).toMatchObject({ code: 0, said: { repaired: true } });
    await expectCountsToEqualRows();
  });

  test("hold what was there before they were kept, and what was being written while it was first counted", async () => {
    const { dataSource } = world.domain;
    const late = runWriter(world, moderator, [{ unit: "plantA", word: "muộn", manner: "held" }]);
    await world.anOpinion();
    await dataSource.query("DELETE FROM event_consumer; DELETE FROM opinion_count; DELETE FROM opinion_count_start");
    await counts().recount();
    await late;
    await expectCountsToEqualRows();
    await drainConsumer(world.domain, countOpinions);
    await expectCountsToEqualRows();
  });
});

describe("a snapshot", () => {
  test("saw a transaction just when PostgreSQL says so", async () => {
    const id = fc.integer({ min: 3, max: 40 });
    const snapshot = fc
      .tuple(id, fc.nat(20), fc.uniqueArray(id, { maxLength: 6 }))
      .map(
        ([from, length, running]) =>
          `${from}:${from + length}:${running.filter((each) => each >= from && each < from + length).toSorted((a, b) => a - b)}`,
      );
    await fc.assert(
      fc.asyncProperty(snapshot, id, async (seen, transactionId) => {
        const [row]: { isSeen: boolean }[] = await world.domain.dataSource.query(
          'SELECT pg_visible_in_snapshot($1::xid8, $2::pg_snapshot) AS "isSeen"',
          [transactionId, seen],
        );
        expect(isSeenIn(seen, String(transactionId))).toBe(row?.isSeen);
      }),
    );
  });
});

describe("whoever asks for counts", () => {
  test("gets those of their own units only, whatever unit they name", async () => {
    const own = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
    await Promise.all([world.anOpinion({ unit: "plantB" }), world.anOpinion({ unit: "plantA" }), world.anOpinion({ unit: "union" })]);
    const { counts: answer } = await counts().count([{}, { unitId: UNITS.union.id }, { unitId: UNITS.plantA.id }, { unitId: UNITS.plantB.id }], own);
    const ownRows = await countRows({ unitId: UNITS.plantB.id });
    expect(answer).toEqual([ownRows, ownRows, 0, ownRows]);
  });

  test("who may read no opinions gets none", async () => {
    expect((await counts().count([{}], await world.aStaffMember({ role: "ANALYST" }))).counts).toEqual([0]);
  });

  test("gets null where words or a period cannot be counted from cells, and the others all the same", async () => {
    const { counts: answer } = await counts().count([{ text: "ca" }, { from: world.clock.now() }, { to: world.clock.now() }, {}], moderator);
    expect(answer).toEqual([null, null, null, await countRows({})]);
  });

  test.each([[[]], [Array.from({ length: 51 }, () => ({}))], [[{ status: [] }]], [[{ unitId: "NM-A" }]]])(
    "is refused a broken question",
    async (filters) => {
      expect(await failureOf(counts().count(filters, moderator))).toMatchObject({ code: "BAD_USER_INPUT" });
    },
  );
});

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The command of the operators as it is run, but from the sources. */
async function recount(...args: string[]): Promise<{ readonly code: number; readonly said: unknown }> {
  const file = join(ROOT, "apps/workers/src/opinions/recount.ts");
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"), DATABASE_URL: world.databaseUrl };
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", "--conditions=source", file, ...args], { cwd: ROOT, env });
  const { code, stdout } = await run
    .catch((ended: { readonly code: number; readonly stdout: string }) => ended)
    .then((ended) => ({ code: 0, ...ended }));
  return { code, said: JSON.parse(stdout) };
}

const WRITES: fc.Arbitrary<Write[]> = fc.array(
  fc
    .record({
      unit: fc.constantFrom("union", "plantA", "plantB", "boilers", "turbines"),
      manner: fc.constantFrom("quick", "slow", "held", "rolledBack", "decided", "setAside"),
    })
    .map((write) => ({ ...write, word: write.manner === "decided" || write.manner === "setAside" ? OWN : "ồn ào" })),
  { minLength: 15, maxLength: 20 },
);

const DECISIONS = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constant("triage" as const),
      which,
      urgency: fc.constantFrom("SOON" as const, "HOTSPOT" as const),
      topicId: fc.constantFrom(TOPICS.wages, undefined),
    }),
    fc.record({ does: fc.constantFrom("setAside" as const, "undo" as const), which }),
  ),
  { minLength: 40, maxLength: 50 },
);

async function decideAtRandom(acts: readonly Act[]): Promise<void> {
  for (const act of acts) await perform(act);
}

/** Counts, and then its connection is cut before the commit: once in a while. */
let batches = 0;
const dyingCounter: EventConsumer = {
  name: countOpinions.name,
  async handleBatch(events, manager) {
    await countOpinions.handleBatch(events, manager);
    batches += 1;
    if (batches % 2 === 0) await manager.query("SELECT pg_terminate_backend(pg_backend_pid())");
  },
};
