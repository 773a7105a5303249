import { createDomain } from "@langnghe/domain";
import { isolatedCells } from "@langnghe/domain/insight";
import { beforeEach, expect, test } from "vitest";
import { TOPICS, UNITS } from "../support/small-union.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});

const VERY_LONG = ["2000-01-01", "2100-01-01"] as const;
const cells = () => world.domain.insight.cellsBetween(...VERY_LONG);
const freezeAt = (moment: string) => {
  world.clock.moveTo(new Date(moment));
  return world.domain.insight.freezeDue();
};
async function opinions(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await world.anOpinion({ text: `Góp ý ${n} lúc ${world.clock.now().getTime()}`, unit: "boilers" });
}
const unsorted = async () => (await cells()).filter((cell) => cell.breakdown === "ORGANIZATION_TOPIC" && cell.value === null);

test("a week is frozen on Monday at two and not earlier, once, whoever tries again", async () => {
  await opinions(13);
  expect(await freezeAt("2026-11-22T18:59:00Z")).toBe(0);
  const other = await createDomain({ dataSource: world.domain.dataSource, databaseUrl: world.databaseUrl, clock: world.clock });
  world.clock.moveTo(new Date("2026-11-22T19:00:00Z"));
  const frozen = await Promise.all([world.domain.insight.freezeDue(), other.insight.freezeDue(), world.domain.insight.freezeDue()]);
  await other.close();
  expect(frozen.toSorted()).toEqual([0, 0, 1]);
  expect((await unsorted()).map(({ start, figure }) => ({ start, figure }))).toEqual([{ start: "2026-11-16", figure: 15 }]);
});

test("one, few and none look alike", async () => {
  await opinions(1);
  await freezeAt("2026-11-22T20:00:00Z");
  const topics = (await cells()).filter(({ unitId }) => unitId === UNITS.union.id);
  expect(topics.map(({ value }) => value).toSorted()).toEqual([TOPICS.wages, TOPICS.safety, null].toSorted());
  expect(new Set(topics.map(({ figure }) => figure))).toEqual(new Set(["FEWER_THAN_FIVE"]));
});

test("what comes late is in the next release, and in no other; the frozen one stays as it is", async () => {
  await opinions(10);
  const { manager } = world.domain.dataSource;
  await freezeAt("2026-11-22T20:00:00Z");
  const first = await unsorted();
  await opinions(10);
  await manager.query("UPDATE opinion SET received_at = '2026-11-18T03:00:00Z' WHERE id NOT IN (SELECT opinion_id FROM counted_opinion)");
  expect(await freezeAt("2026-11-29T20:00:00Z")).toBe(1);
  const all = (await unsorted()).toSorted((a, b) => a.start.localeCompare(b.start));
  expect(all.slice(0, 1)).toEqual(first);
  expect(all.map(({ figure }) => figure)).toEqual([10, 10]);
});

test("after weeks in which nothing ran, every missed period is frozen", async () => {
  await opinions(6);
  // Seven weeks from the one of 16 November, and November and December; the quarter too.
  expect(await freezeAt("2027-01-03T20:00:00Z")).toBe(10);
  expect(await freezeAt("2027-01-03T21:00:00Z")).toBe(0);
});

test("units of fewer than twenty, or of nobody knows how many, are never shown alone", async () => {
  const { manager } = world.domain.dataSource;
  await opinions(40);
  await manager.query("UPDATE unit SET member_count = CASE code WHEN 'NM-A' THEN 20 WHEN 'NM-B' THEN 19 END");
  await freezeAt("2027-01-03T20:00:00Z");
  expect(new Set((await cells()).map(({ unitId }) => unitId))).toEqual(new Set([UNITS.union.id, UNITS.plantA.id]));
});

test("a cell that came in one go is withheld, however large it is", async () => {
  for (let n = 0; n < 12; n += 1) await world.anOpinion({ text: `Phiếu ${n}`, unit: "boilers", channel: "FIELD_REPORT" });
  await freezeAt("2026-11-22T20:00:00Z");
  expect((await unsorted()).map(({ figure }) => figure)).toEqual(["WITHHELD"]);
});

test("the database keeps nothing finer than the bands, and what is told cannot be changed", async () => {
  await opinions(7);
  await freezeAt("2027-01-03T20:00:00Z");
  const { manager } = world.domain.dataSource;
  await expect(manager.query("UPDATE release_cell SET rounded = 5")).rejects.toThrow(/append-only/);
  await expect(manager.query("DELETE FROM release")).rejects.toThrow(/append-only/);
  await expect(
    manager.query("INSERT INTO release_cell SELECT release_id, breakdown, unit_id, NULL, NULL, 'x', NULL, 7, false FROM release_cell LIMIT 1"),
  ).rejects.toThrow(/release_cell_rounded_check/);
  expect(isolatedCells(new Map((await cells()).map((cell, n) => [String(n), cell.figure])), [])).toEqual([]);
});

test("a counter looked at every quarter of an hour never moves between two releases", async () => {
  await opinions(9);
  await freezeAt("2026-11-22T20:00:00Z");
  const before = await cells();
  for (let quarter = 0; quarter < 8; quarter += 1) {
    await opinions(1);
    world.clock.moveBy(15 * 60 * 1000);
    expect(await world.domain.insight.freezeDue()).toBe(0);
    expect(await cells()).toEqual(before);
  }
});
