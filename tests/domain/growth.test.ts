import type { EntityManager } from "typeorm";
import { beforeAll, expect, test } from "vitest";
import { findCells } from "../../packages/domain/src/opinions/counting/count.queries.ts";
import { findNextFree, findOpinionPage } from "../../packages/domain/src/opinions/opinion.queries.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, type World } from "../support/world.ts";

const PARTS = 8;
const OF_A_PART = 2_000;
/** As many rows as one answer may look at, of so many. */
const FEW = 1_000;
const CHANNEL = "00000000-0000-4000-8000-000000000021";
const ALL_UNITS = new Set<string>(Object.values(UNITS).map(({ id }) => id));

let world: World;
beforeAll(async () => {
  world = await aWorld();
  // In short transactions: a long one keeps every reader of a log on this server waiting.
  for (let part = 0; part < PARTS; part += 1) await insertPast(part);
  await world.domain.opinionCounts.recount();
  await world.domain.dataSource.query("VACUUM ANALYZE opinion, event, opinion_count");
});

/** Opinions as years have left them. */
async function insertPast(part: number): Promise<void> {
  await world.domain.dataSource.query(
    `WITH past AS (
       INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, status, set_aside_reason)
       SELECT gen_random_uuid(), $1, $2, 'Lời cũ ' || n, 'loi cu ' || n, sha256(n::text::bytea), date_bin('15 minutes', now(), '1970-01-01') - n * interval '15 minutes',
              CASE n % 2 WHEN 0 THEN 'RECEIVED' ELSE 'SET_ASIDE' END, CASE n % 2 WHEN 0 THEN NULL ELSE 'TEST' END
         FROM generate_series($3::int, $3::int + ${OF_A_PART} - 1) AS n RETURNING id
     )
     INSERT INTO event (name, subject_id, payload) SELECT 'OpinionReceived', id, jsonb_build_object('unitId', $1::uuid, 'after', '{}'::jsonb) FROM past`,
    [UNITS.plantA.id, CHANNEL, part * OF_A_PART],
  );
}

/** How many rows of a table the work looks at, one after the other and by its indexes, as PostgreSQL counts them. */
async function rowsLookedAt(table: string, work: (manager: EntityManager) => Promise<unknown>): Promise<number> {
  return world.domain.dataSource.transaction(async (manager) => {
    const before = await rowsSoFar(manager, table);
    await work(manager);
    return (await rowsSoFar(manager, table)) - before;
  });
}

/** By this connection. */
async function rowsSoFar(manager: EntityManager, table: string): Promise<number> {
  const [row]: { count: number }[] = await manager.query(
    "SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_xact_user_tables WHERE relname = $1",
    [table],
  );
  return row?.count ?? 0;
}

test("counting reads what the log has gained, and not the whole log", async () => {
  await world.anOpinion();
  const standIns = new Map([...ALL_UNITS].map((unitId) => [unitId, UNITS.union.id]));
  expect(await rowsLookedAt("event", (manager) => findCells(manager, standIns))).toBeLessThan(FEW);
  expect(await rowsLookedAt("opinion", (manager) => findCells(manager, standIns))).toBeLessThan(FEW);
});

test("the list of a quiet unit does not look through the queue of the loud ones", async () => {
  const mine = await world.anOpinion({ unit: "tiny" });
  const request = { filter: { unitId: UNITS.tiny.id, status: ["RECEIVED"] as const }, unitIds: ALL_UNITS, first: 50 };
  expect((await findOpinionPage(world.domain.dataSource.manager, request)).rows.map(({ id }) => id)).toEqual([mine.id]);
  expect(await rowsLookedAt("opinion", (manager) => findOpinionPage(manager, request))).toBeLessThan(FEW);
});

test("the next opinion is found without a look at all that wait", async () => {
  const request = { filter: { status: ["RECEIVED"] as const }, unitIds: ALL_UNITS, count: 1, at: world.clock.now() };
  expect(await rowsLookedAt("opinion", (manager) => findNextFree(manager, request))).toBeLessThan(FEW);
});
