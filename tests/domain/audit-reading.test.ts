import { type AuditEntry, type AuditFilter, encodeAuditCursor, sealEntries } from "@langnghe/domain/audit";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

let world: World;
let administrator: TestStaff;
let leader: TestStaff;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR", name: "Quản Trị" });
  leader = await world.aStaffMember({ role: "LEADER", unit: "plantA" });
  moderator = await world.aStaffMember({ role: "MODERATOR", name: "Hạnh Mai" });
});

const list = async (filter: AuditFilter, as = administrator, first = 50): Promise<readonly AuditEntry[]> =>
  (await world.domain.audit.list({ filter, first }, as)).rows;

describe("whoever may read the audit", () => {
  test("sees who read one opinion, and the opinion only because it was asked for", async () => {
    const one = await world.anOpinion();
    await world.domain.opinions.read(one.id, moderator);
    expect(await list({ subjectId: one.id, act: "opinion:read" })).toEqual([
      expect.objectContaining({ act: "opinion:read", actorKind: "staff", actorNames: ["Hạnh Mai"], subjectIds: [one.id], unitId: null }),
    ]);
    const all = await list({ actorId: moderator.id, act: "opinion:read" });
    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(({ subjectIds }) => subjectIds)).toEqual([]);
  });

  test("finds a person in an audience too, with everybody who was shown the same", async () => {
    const other = await world.aStaffMember({ role: "MODERATOR", name: "Một Người Khác" });
    const one = await world.anOpinion();
    await world.domain.opinions.noteShown([{ audience: [moderator, other], opinionIds: [one.id] }]);
    const [entry] = await list({ actorId: other.id, act: "opinion:read" });
    expect(entry?.actorNames.toSorted()).toEqual(["Hạnh Mai", "Một Người Khác"]);
  });

  test("walks every page once, in order, and reads no closer than the quarter of an hour", async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      // The looks are noted too, so the walk is over what was there at its start.
      const filter = { act: "staff:create" };
      const page = await world.domain.audit.list({ filter, first: 2, after }, administrator);
      seen.push(...page.rows.map(({ id }) => id));
      expect(page.rows.every(({ at }) => at.getTime() % 900_000 === 0)).toBe(true);
      const last = page.rows.at(-1);
      if (!page.hasNextPage || !last) break;
      after = encodeAuditCursor(last);
    }
    const all = await list({ act: "staff:create" });
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(3);
  });

  test("narrows by period and by unit with everything below it", async () => {
    const now = world.clock.now();
    expect(await list({ from: new Date(now.getTime() + 3_600_000) })).toEqual([]);
    expect(await list({ to: new Date(now.getTime() - 3_600_000) })).toEqual([]);
    expect((await list({ from: new Date(now.getTime() - 3_600_000) })).length).toBeGreaterThan(0);
    await world.aStaffMember({ role: "ANALYST", unit: "boilers" });
    expect((await list({ unitId: UNITS.plantA.id, act: "grant:give" })).map(({ unitId }) => unitId)).toContain(UNITS.boilers.id);
    expect((await list({ unitId: UNITS.plantB.id, act: "grant:give" })).map(({ unitId }) => unitId)).not.toContain(UNITS.boilers.id);
  });

  test("sees of other units, and of opinions, nothing when it is a part of the union that they lead", async () => {
    await world.aStaffMember({ role: "ANALYST", unit: "plantB" });
    const one = await world.anOpinion({ unit: "boilers" });
    await world.domain.opinions.read(one.id, moderator);
    const seen = await list({}, leader);
    expect(seen.length).toBeGreaterThan(0);
    const own: (string | null)[] = [UNITS.plantA.id, UNITS.boilers.id, UNITS.turbines.id];
    expect(seen.filter(({ unitId }) => !own.includes(unitId))).toEqual([]);
    expect(await list({ subjectId: one.id }, leader)).toEqual([]);
  });

  test("leaves an entry by looking, which names what was asked for", async () => {
    await list({ actorId: moderator.id });
    const [entry] = await list({ act: "audit:read", actorId: administrator.id });
    expect(entry).toMatchObject({ actorNames: ["Quản Trị"] });
    expect((await list({ act: "audit:read", subjectId: moderator.id })).length).toBeGreaterThan(0);
  });

  test("is shown how far it is sealed, and that the newest part was changed", async () => {
    const { dataSource, audit } = world.domain;
    await sealEntries(dataSource, { before: new Date("2199-01-01T00:00:00Z") });
    expect(await audit.chainState(administrator)).toMatchObject({ isIntact: true, unsealedEntries: 0, anchor: null });
    await dataSource.query("ALTER TABLE audit_entry DISABLE TRIGGER USER");
    await dataSource.query("UPDATE audit_entry SET reason = 'khác' WHERE id = (SELECT last_id FROM audit_seal ORDER BY number DESC LIMIT 1)");
    expect(await audit.chainState(administrator)).toMatchObject({ isIntact: false });
  });
});

test("nobody else is answered, nor is an id or a cursor that is none", async () => {
  expect((await failureOf(world.domain.audit.list({ filter: {}, first: 1 }, moderator))).constructor.name).toBe("NotAllowed");
  expect((await failureOf(world.domain.audit.chainState(moderator))).constructor.name).toBe("NotAllowed");
  expect((await failureOf(list({ subjectId: "x" }))).constructor.name).toBe("InvalidInput");
  expect((await failureOf(world.domain.audit.list({ filter: {}, first: 1, after: "x" }, administrator))).constructor.name).toBe("InvalidInput");
});
