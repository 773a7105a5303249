import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Anchor, readAnchorFile, recordInAudit } from "@langnghe/domain/access";
import { rebaseRestoredLog } from "@langnghe/domain/database";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aWorld, TestClock, type World } from "../support/world.ts";

let world: World;
let folder: string;
const chain = () => world.domain.auditChain;
const ask = (text: string, values: unknown[] = []) => world.domain.dataSource.query(text, values);
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  folder = await mkdtemp(join(tmpdir(), "langnghe-anchors-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes as the product does: a few entries, some of several subjects, some with a reason, in several seals. */
async function write(entries = 12): Promise<void> {
  const staff = { kind: "staff", id: crypto.randomUUID() } as Parameters<typeof recordInAudit>[1];
  for (let count = 0; count < entries; count += 1) {
    const subjectIds = Array.from({ length: 1 + (count % 3) }, () => crypto.randomUUID());
    await recordInAudit(world.domain.dataSource, staff, {
      act: "opinion:read",
      subjectIds,
      ...(count % 4 === 0 && { reason: "Xem theo đề nghị của ban" }),
    });
    if (count % 5 === 4) await chain().seal();
  }
  await chain().seal();
}

/** What somebody does who rules the server: no trigger holds them. */
async function behindTheBack(work: () => Promise<unknown>): Promise<void> {
  const tables = ["audit_entry", "audit_seal", "audit_anchor", "audit_audience"];
  for (const table of tables) await ask(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_append_only`);
  await work();
  for (const table of tables) await ask(`ALTER TABLE ${table} ENABLE TRIGGER ${table}_append_only`);
}

async function keptElsewhere(): Promise<Anchor[]> {
  const names = await readdir(join(folder, "anchors"));
  return Promise.all(names.toSorted().map((name) => readAnchorFile(join(folder, "anchors", name))));
}

/** What a look finds after some harm; then everything is put back. */
async function foundAfter(harm: () => Promise<unknown>): Promise<readonly string[]> {
  await ask("CREATE SCHEMA kept");
  for (const table of ["audit_entry", "audit_seal", "audit_anchor", "audit_sealed", "audit_audience"])
    await ask(`CREATE TABLE kept.${table} AS TABLE ${table}`);
  await behindTheBack(harm);
  const { findings } = await chain().verify({ outside: await keptElsewhere() });
  await behindTheBack(async () => {
    for (const table of ["audit_anchor", "audit_seal", "audit_sealed", "audit_audience", "audit_entry"]) await ask(`DELETE FROM ${table}`);
    await ask("INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM kept.audit_entry");
    for (const table of ["audit_audience", "audit_seal", "audit_sealed", "audit_anchor"])
      await ask(`INSERT INTO ${table} SELECT * FROM kept.${table}`);
  });
  await ask("DROP SCHEMA kept CASCADE");
  return findings;
}

describe("the chain over the audit", () => {
  test("holds everything that was written, and a second sealing finds nothing more", async () => {
    await write();
    expect(await chain().seal()).toBe(0);
    const report = await chain().verify();
    expect(report.findings).toEqual([]);
    expect(report.sealedEntries).toBeGreaterThanOrEqual(12);
    expect(report.unsealedEntries).toBe(0);
    expect(report.seals).toBeGreaterThan(2);
  });

  test("waits for an entry whose transaction is long, and misses none", async () => {
    const slow = world.domain.dataSource.createQueryRunner();
    await slow.startTransaction();
    await slow.query("INSERT INTO audit_entry (actor_kind, action, subject_ids) VALUES ('system', 'staff:create', '{}')");
    await write(3);
    expect((await chain().verify()).unsealedEntries).toBeGreaterThan(0);
    await slow.commitTransaction();
    await slow.release();
    await chain().seal();
    expect(await chain().verify()).toMatchObject({ findings: [], unsealedEntries: 0 });
  });

  test("is the same whoever seals, and how many at once", async () => {
    await Promise.all([write(20), write(20), chain().seal(), chain().seal(), chain().seal()]);
    await chain().seal();
    expect(await chain().verify()).toMatchObject({ findings: [], unsealedEntries: 0 });
  });

  test("holds on a server that counts its transactions anew", async () => {
    await write(5);
    await recordInAudit(world.domain.dataSource, { kind: "system", name: "x" }, { act: "staff:create", subjectIds: [crypto.randomUUID()] });
    await behindTheBack(async () => {
      await ask("UPDATE audit_entry SET transaction_id = (transaction_id::text::numeric + 1000000000)::text::xid8 WHERE transaction_id > '0'");
      await ask("UPDATE audit_sealed SET transaction_id = (transaction_id::text::numeric + 1000000000)::text::xid8 WHERE transaction_id > '0'");
    });
    expect(await rebaseRestoredLog(world.domain.dataSource)).toBe(true);
    expect(await chain().verify()).toMatchObject({ findings: [], unsealedEntries: 1 });
    await write(5);
    expect(await chain().verify()).toMatchObject({ findings: [], unsealedEntries: 0 });
  });
});

describe("what is done behind the product's back is found", () => {
  beforeEach(async () => {
    await write(6);
    world.clock.moveBy(24 * 60 * 60 * 1000);
    await chain().anchor(folder);
  });

  const HARM: Readonly<Record<string, (pick: number) => Promise<unknown>>> = {
    "another person": (pick) =>
      ask("UPDATE audit_entry SET actor_id = gen_random_uuid() WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)", [pick]),
    "another act": (pick) =>
      ask("UPDATE audit_entry SET action = action || 'x' WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)", [pick]),
    "another subject": (pick) =>
      ask(
        "UPDATE audit_entry SET subject_ids = subject_ids || gen_random_uuid() WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)",
        [pick],
      ),
    "another time": (pick) =>
      ask(
        "UPDATE audit_entry SET recorded_at = recorded_at - interval '15 minutes' WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)",
        [pick],
      ),
    "another reason": (pick) =>
      ask("UPDATE audit_entry SET reason = 'khác' WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)", [pick]),
    "an entry taken out": (pick) => ask("DELETE FROM audit_entry WHERE id = (SELECT id FROM audit_entry ORDER BY id OFFSET $1 LIMIT 1)", [pick]),
    "an entry put in": () =>
      ask("INSERT INTO audit_entry (transaction_id, actor_kind, action, subject_ids) VALUES ('1', 'system', 'staff:create', '{}')"),
    "a seal changed": (pick) =>
      ask("UPDATE audit_seal SET hash = sha256(hash) WHERE number = 1 + $1::integer % (SELECT count(*)::integer FROM audit_seal)", [pick]),
    "an entry sealed twice": (pick) =>
      ask("UPDATE audit_seal SET entry_ids = entry_ids || entry_ids[1] WHERE number = 1 + $1::integer % (SELECT count(*)::integer FROM audit_seal)", [
        pick,
      ]),
    "two entries told in the other order": async () =>
      ask("UPDATE audit_seal SET entry_ids = ARRAY(SELECT unnest(entry_ids) AS id ORDER BY id DESC) WHERE cardinality(entry_ids) > 1"),
    "the end cut off, seals and entries": async () => {
      await ask("DELETE FROM audit_anchor WHERE seal_number = (SELECT max(number) FROM audit_seal)");
      await ask("DELETE FROM audit_entry WHERE id = ANY ((SELECT entry_ids FROM audit_seal ORDER BY number DESC LIMIT 1)::bigint[])");
      await ask("DELETE FROM audit_seal WHERE number = (SELECT max(number) FROM audit_seal)");
    },
    "an anchor changed": () => ask("UPDATE audit_anchor SET entry_count = entry_count + 1"),
  };

  test.each(Object.keys(HARM))("%s", async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 5 }), async (pick) => {
        expect(await foundAfter(async () => HARM[name]?.(pick))).not.toEqual([]);
      }),
      { numRuns: 3 },
    );
  });

  test("and nothing is found when nothing was done", async () => {
    expect(await foundAfter(async () => undefined)).toEqual([]);
  });

  test("a chain made anew from its first entry on, by an anchor that was kept elsewhere", async () => {
    const anchor = (await keptElsewhere()).at(-1) as Anchor;
    await behindTheBack(async () => {
      await ask("DELETE FROM audit_anchor");
      await ask("DELETE FROM audit_seal");
      await ask("UPDATE audit_entry SET reason = 'viết lại' WHERE id = (SELECT min(id) FROM audit_entry)");
      await ask("UPDATE audit_sealed SET transaction_id = '0', entry_id = 0");
    });
    await chain().seal();
    expect((await chain().verify()).findings).toEqual([]);
    expect((await chain().verify({ outside: [anchor] })).findings).toHaveLength(1);
    expect((await chain().verify({ outside: [{ ...anchor, sealHash: "00".repeat(32) }] })).findings).toEqual([
      expect.stringContaining("not as it was signed"),
    ]);
  });
});

test("a day has one anchor, signed with a key that only its owner may read and that is not in the database", async () => {
  const data = await mkdtemp(join(folder, "data-"));
  await write(2);
  world.clock.moveBy(24 * 60 * 60 * 1000);
  const [first, second] = await Promise.all([chain().anchor(data), chain().anchor(data)]);
  expect([first, second].filter((anchor) => anchor !== undefined)).toHaveLength(1);
  expect((await stat(join(data, "audit-key.pem"))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(data, "anchors"))).toEqual([`${(first ?? second)?.day}.json`]);
  const key = (await readFile(join(data, "audit-key.pem"), "utf8")).split("\n")[1] ?? "";
  const [{ hits }] = await ask("SELECT count(*)::integer AS hits FROM audit_anchor WHERE public_key LIKE '%' || $1 || '%'", [key]);
  expect(hits).toBe(0);
});
