import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource, dumpSchema, rebaseRestoredLog } from "@langnghe/domain/database";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { backUp } from "../../apps/workers/src/backup/back-up.ts";
import { keepBackups, recipientPath } from "../../apps/workers/src/backup/keep-backups.ts";
import { restore } from "../../apps/workers/src/backup/restore.ts";
import { createDatabase } from "../../scripts/postgres.mjs";
import { dumpAllRows } from "../support/all-rows.ts";
import { aDesk, aPublished } from "../support/article-walk.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, TEST, type World } from "../support/world.ts";

let world: World;
let folder: string;
let identity: string;
let recipient: string;
beforeAll(async () => {
  world = await aWorld();
  folder = await mkdtemp(join(tmpdir(), "langnghe-backup-"));
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const anEmptyDatabase = () => createDatabase({ adminUrl: inject("adminUrl"), name: `test_${randomBytes(6).toString("hex")}` });
const aBackup = async (): Promise<string> => {
  const path = join(folder, `${randomBytes(6).toString("hex")}.age`);
  await backUp({ databaseUrl: world.databaseUrl, dataDir: folder, path, recipient });
  return path;
};

/** All rows of the product; the schedule's own belong to a server, and the migrations run again there. */
async function rowsOf(databaseUrl: string): Promise<Record<string, readonly string[]>> {
  const dataSource = await createDataSource({ url: databaseUrl, applicationName: "test" }).initialize();
  try {
    const rows = [...(await dumpAllRows(dataSource))].filter(([table]) => table.startsWith("public.") && table !== "public.migration");
    return Object.fromEntries(rows.map(([table, lines]) => [table, lines.toSorted()]));
  } finally {
    await dataSource.destroy();
  }
}

async function schemaOf(databaseUrl: string): Promise<string> {
  const dataSource = await createDataSource({ url: databaseUrl, applicationName: "test" }).initialize();
  return dumpSchema(dataSource).finally(() => dataSource.destroy());
}

describe("a backup", () => {
  test("brought back elsewhere holds every row of every table, also words that look like the form they are kept in", async () => {
    const desk = await aDesk(world);
    const reader = await world.aModerator("plantA");
    const opinion = await world.anOpinion({ unit: "boilers" });
    await world.domain.opinions.read(opinion.id, reader);
    await aPublished(world, desk, { opinionIds: [opinion.id] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom("\\", "\t", "\n", "\r", "N", ".", "ể", "𠀋", '"', ",") }), { maxLength: 8 }),
        async (texts) => {
          for (const text of texts) await world.anOpinion({ text: `Ý kiến ${text} hết` });
        },
      ),
      { numRuns: 10 },
    );
    // Long and short ones: the disk takes them in another order than they come.
    for (let count = 0; count < 60; count += 1)
      await world.anOpinion({ text: `Dài ngắn ${randomBytes(count % 3 === 0 ? 1_500 : 20).toString("hex")}` });
    const before = await rowsOf(world.databaseUrl);
    const [path, databaseUrl] = [await aBackup(), await anEmptyDatabase()];
    await restore({ path, identity, databaseUrl, dataDir: folder });
    expect(await rowsOf(databaseUrl)).toEqual(before);
    expect(await schemaOf(databaseUrl)).toBe(await schemaOf(world.databaseUrl));
    expect(Object.values(before).flat().length).toBeGreaterThan(100);
  });

  test("goes on where it stopped: numbers, counts and readers, on a server that counts its transactions anew", async () => {
    await world.anOpinion();
    const [path, databaseUrl] = [await aBackup(), await anEmptyDatabase()];
    await restore({ path, identity, databaseUrl, dataDir: folder });
    const dataSource = await createDataSource({ url: databaseUrl, applicationName: "test" }).initialize();
    await rebaseRestoredLog(dataSource);
    const domain = await createDomain({ dataSource, databaseUrl });
    const [last]: { id: string }[] = await dataSource.query("SELECT max(id) AS id FROM event");
    const [outcome] = await domain.intake.submitBatch(
      { channel: "PORTAL", opinions: [{ text: "Sau khi khôi phục", unitCode: UNITS.boilers.code }] },
      TEST,
    );
    expect(outcome?.kind).toBe("ACCEPTED");
    const [next]: { id: string }[] = await dataSource.query("SELECT max(id) AS id FROM event");
    expect(BigInt(next?.id ?? 0)).toBeGreaterThan(BigInt(last?.id ?? 0));
    expect(await domain.opinionCounts.findDifferences()).toEqual([]);
    await domain.close();
    await dataSource.destroy();
  });

  test("is of one moment, though everybody goes on writing", async () => {
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await world.anOpinion();
    })();
    const path = await aBackup();
    isOver = true;
    await writing;
    const databaseUrl = await anEmptyDatabase();
    await restore({ path, identity, databaseUrl, dataDir: folder });
    const rows = await rowsOf(databaseUrl);
    const received = rows["public.event"]?.filter((row) => row.includes('"OpinionReceived"')) ?? [];
    expect(received.length).toBe(rows["public.opinion"]?.length);
  });

  test("says nothing to who has not the key, and cannot be changed unseen", async () => {
    const words = `Lời của đoàn viên ${randomBytes(8).toString("hex")}`;
    await world.anOpinion({ text: words });
    const path = await aBackup();
    const bytes = await readFile(path);
    expect(bytes.includes(words)).toBe(false);
    const refused = async (path: string, key = identity) => {
      const databaseUrl = await anEmptyDatabase();
      await expect(restore({ path, identity: key, databaseUrl, dataDir: folder })).rejects.toThrow();
      const left = Object.values(await rowsOf(databaseUrl).catch(() => ({})));
      expect(left.flat().filter((row) => row.includes("Lời của đoàn viên"))).toEqual([]);
    };
    await refused(path, await generateX25519Identity());
    await refused(path.replace(/age$/, "none"));
    const changed = join(folder, "changed");
    for (const at of [200, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      await writeFile(changed, copy);
      await refused(changed);
    }
    for (const length of [0, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await writeFile(changed, bytes);
      await truncate(changed, length);
      await refused(changed);
    }
  });

  test("is never brought back over what is there", async () => {
    const path = await aBackup();
    const before = await rowsOf(world.databaseUrl);
    await expect(restore({ path, identity, databaseUrl: world.databaseUrl, dataDir: folder })).rejects.toThrow("đã có dữ liệu");
    expect(await rowsOf(world.databaseUrl)).toEqual(before);
  });

  test("that cannot be finished leaves no file", async () => {
    const path = join(folder, "never.age");
    await expect(backUp({ databaseUrl: world.databaseUrl, dataDir: folder, path, recipient: "age1nobody" })).rejects.toThrow();
    await expect(backUp({ databaseUrl: world.databaseUrl.replace(/[^/]+$/, "nothing_here"), dataDir: folder, path, recipient })).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith("never"))).toEqual([]);
  });
});

describe("the nightly backup", () => {
  const settings = (dataDir: string) => ({ databaseUrl: world.databaseUrl, dataDir, folder: join(dataDir, "backups"), keepDays: 30 });
  const day = (text: string) => new Date(`${text}T19:40:12Z`);

  test("waits for the operator's key", async () => {
    const dataDir = await mkdtemp(join(folder, "data-"));
    expect(await keepBackups(settings(dataDir), day("2026-11-22"))).toBeUndefined();
    expect(await readdir(dataDir)).toEqual([]);
  });

  test("removes those in which erased texts would live on, and nothing else", async () => {
    const dataDir = await mkdtemp(join(folder, "data-"));
    await writeFile(recipientPath(dataDir), `${recipient}\n`);
    for (const date of ["2026-10-01", "2026-10-22", "2026-10-23", "2026-11-22"]) await keepBackups(settings(dataDir), day(date));
    const foreign = join(dataDir, "backups", "cua-toi-2020-01-01.txt");
    await writeFile(foreign, "");
    await keepBackups(settings(dataDir), day("2026-11-22"));
    expect((await readdir(join(dataDir, "backups"))).toSorted()).toEqual([
      "cua-toi-2020-01-01.txt",
      "langnghe-2026-10-23T1940Z.tar.zst.age",
      "langnghe-2026-11-22T1940Z.tar.zst.age",
    ]);
  });
});
