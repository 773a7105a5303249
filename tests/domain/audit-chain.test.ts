import { anchorText, newAnchorKey, publicKeyOf, readAnchorKey, readAnchorText, sealEntries } from "@langnghe/domain/audit";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { until } from "../support/until.ts";
import { aWorld, type World } from "../support/world.ts";

/** Later than anything recorded in these tests, which the database does by its own clock. */
const END = new Date("2199-01-01T00:00:00Z");
const key = readAnchorKey(newAnchorKey());

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const query = <Rows = Record<string, string>[]>(sql: string, values: unknown[] = []): Promise<Rows> => world.domain.dataSource.query(sql, values);
const kindsOf = ({ faults }: Awaited<ReturnType<World["domain"]["audit"]["verify"]>>) => faults.map(({ kind }) => kind);

const TABLES = ["audit_entry", "audit_seal", "audit_anchor", "audit_audience"];

/** As whoever owns the database can, with the triggers off; what was there before comes back at the end. */
async function behindTheProduct(tamper: () => Promise<unknown>, look: () => Promise<void>): Promise<void> {
  for (const table of TABLES) await query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  for (const table of TABLES) await query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  try {
    await tamper();
    await look();
  } finally {
    for (const table of TABLES.toReversed()) await query(`DELETE FROM ${table}`);
    for (const table of ["audit_entry", "audit_audience", "audit_seal", "audit_anchor"])
      await query(`INSERT INTO ${table} ${table === "audit_entry" ? "OVERRIDING SYSTEM VALUE" : ""} SELECT * FROM kept_${table}`);
    for (const table of TABLES) {
      await query(`DROP TABLE kept_${table}`);
      await query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    }
  }
}

async function someEntries(count: number): Promise<void> {
  await query(
    `INSERT INTO audit_entry (actor_kind, actor_id, action, subject_ids, reason)
     SELECT 'staff', gen_random_uuid(), 'opinion:read', ARRAY[gen_random_uuid()], CASE WHEN n % 2 = 0 THEN 'vì ' || n END FROM generate_series(1, $1::int) n`,
    [count],
  );
}

describe("the chain over the audit", () => {
  beforeAll(async () => {
    for (let round = 0; round < 4; round += 1) {
      await someEntries(8);
      await sealEntries(world.domain.dataSource, { before: END });
    }
    const [first, second] = [await world.aStaffMember({ role: "MODERATOR" }), await world.aStaffMember({ role: "MODERATOR" })];
    await world.domain.opinions.noteShown([{ audience: [first, second], opinionIds: [(await world.anOpinion()).id] }]);
    await sealEntries(world.domain.dataSource, { before: END });
    await world.domain.audit.anchorToday(key);
  });

  test("holds as long as nobody touches it, and says how much of it there is", async () => {
    const verdict = await world.domain.audit.verify({ publicKey: publicKeyOf(key) });
    expect(verdict).toMatchObject({ faults: [], seals: 5, anchors: 1, unsealed: 0 });
    expect(verdict.entries).toBeGreaterThan(32);
  });

  const entryIds = async () => (await query("SELECT id::text FROM audit_entry ORDER BY audit_entry.id")).map(({ id }) => id as string);

  /** What the owner of the database may try; each changes something that was sealed. */
  const CHANGES = {
    "another person": "UPDATE audit_entry SET actor_id = gen_random_uuid() WHERE id = $1",
    "another kind of actor": "UPDATE audit_entry SET actor_kind = CASE actor_kind WHEN 'staff' THEN 'client' ELSE 'staff' END WHERE id = $1",
    "another act": "UPDATE audit_entry SET action = 'opinion:triage2' WHERE id = $1",
    "another subject": "UPDATE audit_entry SET subject_ids = ARRAY[gen_random_uuid()] WHERE id = $1",
    "one subject more": "UPDATE audit_entry SET subject_ids = subject_ids || gen_random_uuid() WHERE id = $1",
    "another time": "UPDATE audit_entry SET recorded_at = recorded_at - interval '15 minutes' WHERE id = $1",
    "another reason": "UPDATE audit_entry SET reason = coalesce(reason, '') || '.' WHERE id = $1",
    "a unit": "UPDATE audit_entry SET unit_id = gen_random_uuid() WHERE id = $1",
    "gone from there": "DELETE FROM audit_entry WHERE id = $1",
    "moved to the front":
      "WITH gone AS (DELETE FROM audit_entry WHERE id = $1 RETURNING *) INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT -id, actor_kind, actor_id, action, subject_ids, recorded_at, unit_id, reason FROM gone",
    "one put before it":
      "INSERT INTO audit_entry (id, actor_kind, action, subject_ids) OVERRIDING SYSTEM VALUE SELECT -$1::bigint, 'system', 'opinion:read', '{}'::uuid[]",
  };

  test("shows every change that the database's owner makes to a sealed entry, and names the entry", async () => {
    const ids = await entryIds();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(ids.length - 1), async (change, place) => {
        const id = ids[place] as string;
        await behindTheProduct(
          () => query(CHANGES[change as keyof typeof CHANGES], [id]),
          async () => {
            const { faults } = await world.domain.audit.verify();
            expect(faults.map((fault) => fault.place.replace("-", ""))).toContain(id);
          },
        );
      }),
      { numRuns: 40 },
    );
    expect((await world.domain.audit.verify()).faults).toEqual([]);
  });

  test.each([
    [
      "exchanged texts of two entries",
      "UPDATE audit_entry one SET subject_ids = other.subject_ids FROM audit_entry other WHERE one.id + other.id = 7 AND one.id IN (3, 4)",
      "ENTRY_CHANGED",
    ],
    ["a seal's hash", "UPDATE audit_seal SET hash = sha256(hash) WHERE number = 2", "SEAL_CHANGED"],
    ["a seal's leaves", "UPDATE audit_seal SET leaves = set_byte(leaves, 5, (get_byte(leaves, 5) + 1) % 256) WHERE number = 2", "SEAL_CHANGED"],
    ["a seal's time", "UPDATE audit_seal SET sealed_before = sealed_before + interval '1 day' WHERE number = 2", "SEAL_CHANGED"],
    ["a seal in the middle gone", "DELETE FROM audit_seal WHERE number = 2", "SEAL_MISSING"],
    ["an audience's member", "UPDATE audit_audience SET staff_ids = staff_ids[1:1]", "AUDIENCE_CHANGED"],
    ["an audience gone", "DELETE FROM audit_audience", "AUDIENCE_CHANGED"],
    ["an anchor's day", "UPDATE audit_anchor SET day = day - 1", "ANCHOR_FORGED"],
    ["an anchor's count", "UPDATE audit_anchor SET total = total - 1", "ANCHOR_FORGED"],
  ])("shows %s", async (_what, sql, kind) => {
    await behindTheProduct(
      () => query(sql),
      async () => expect(kindsOf(await world.domain.audit.verify())).toContain(kind),
    );
  });

  /** Everything behind a seal is thrown away; with `isRewritten` entries of the owner's liking are sealed in its place. */
  async function cutOff(isRewritten: boolean): Promise<void> {
    await query("DELETE FROM audit_anchor");
    await query("DELETE FROM audit_entry WHERE id > (SELECT last_id FROM audit_seal WHERE number = 3)");
    await query("DELETE FROM audit_seal WHERE number > 3");
    if (!isRewritten) return;
    await someEntries(9);
    await sealEntries(world.domain.dataSource, { before: END });
    await someEntries(9);
    await sealEntries(world.domain.dataSource, { before: END });
  }

  test.each([false, true])(
    "shows an end that was cut off (and written anew: %s), against the anchor that had left the machine",
    async (isRewritten) => {
      const anchor = await world.domain.audit.anchorToday(key);
      const taken = readAnchorText(anchor ? anchorText(anchor).replaceAll("\n", "\r\n") : "");
      await behindTheProduct(
        () => cutOff(isRewritten),
        async () => {
          // The rows alone agree with one another: that is what the anchor is for.
          expect((await world.domain.audit.verify()).faults).toEqual([]);
          expect(kindsOf(await world.domain.audit.verify({ anchors: taken ? [taken] : [] }))).toEqual(["ANCHOR_CONTRADICTED"]);
        },
      );
    },
  );

  test("does not take an anchor that another key has signed", async () => {
    const stranger = publicKeyOf(readAnchorKey(newAnchorKey()));
    expect(kindsOf(await world.domain.audit.verify({ publicKey: stranger }))).toEqual(["ANCHOR_OF_OTHER_KEY"]);
  });

  test("leaves a quarter of an hour unsealed until it is over, and tells no closer time", async () => {
    await someEntries(1);
    const [{ recorded_at: recordedAt }] = await query<[{ recorded_at: Date }]>("SELECT recorded_at FROM audit_entry ORDER BY id DESC LIMIT 1");
    await sealEntries(world.domain.dataSource, { before: recordedAt });
    expect((await world.domain.audit.verify()).unsealed).toBeGreaterThan(0);
    const times = await query("SELECT DISTINCT extract(epoch FROM sealed_before)::bigint % 900 AS rest FROM audit_seal");
    expect(times).toEqual([{ rest: "0" }]);
  });

  test("waits for an entry whose writer has not ended, which nobody who writes another one does", async () => {
    const { dataSource } = world.domain;
    const slow = dataSource.createQueryRunner();
    await slow.startTransaction();
    await slow.query("INSERT INTO audit_entry (actor_kind, action, subject_ids) VALUES ('system', 'opinion:read', '{}')");
    await someEntries(3);
    let sealed: number | undefined;
    const sealing = sealEntries(dataSource, { before: END }).then((count) => {
      sealed = count;
    });
    await until("the sealer looks for writers", async () => (await query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_locks%'")).length > 0);
    await someEntries(1);
    expect(sealed).toBeUndefined();
    await slow.commitTransaction();
    await slow.release();
    await sealing;
    expect(sealed).toBeGreaterThanOrEqual(4);
    expect((await world.domain.audit.verify()).faults).toEqual([]);
  });
});
