/**
 * Near-duplicates at a million opinions: what is found of texts with one and two words changed and of vilexnorm's pairs, what is
 * found wrongly, and what a look-up takes. And the intake beside plain INSERTs, on a PostgreSQL with fsync on. Needs ../shared/data.
 * Run from the repository's root; the number is how many opinions:
 *   node_modules/.bin/tsx --tsconfig tsconfig.base.json --conditions=source tests/load/near-duplicates.ts 1000000
 */
import "reflect-metadata";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { foldText, shinglesOf, signatureOf, similarityOf } from "@langnghe/text";
import pg from "pg";
import { freshJobs } from "../../packages/domain/src/opinions/intake/fresh.ts";
import { type Candidate, readKnown } from "../../packages/domain/src/opinions/intake/read-known.ts";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";

const COUNT = Number(process.argv[2] ?? 1_000_000);
const CHUNK = 2_000;
const SIMILAR_FROM = 0.4;
const data = join(import.meta.dirname, "../../../shared/data");
const CHANNEL = "00000000-0000-4000-8000-000000000021";

let seed = 12_345;
/** Repeatable, so that two runs measure the same. */
const draw = (below: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const lines = async (path: string) => (await readFile(join(data, path), "utf8")).split("\n").filter(Boolean);
const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)] as Item;
const words = (text: string) => text.split(/\s+/).filter(Boolean);

const texts = [
  ...(await lines("uit_vsfc/train.tsv")).slice(1).map((line) => line.split("\t")[0] ?? ""),
  ...(await lines("uit_viocd/train.jsonl")).map((line) => String(JSON.parse(line).review)),
  ...(await lines("uts2017_bank/train.jsonl")).map((line) => String(JSON.parse(line).text)),
].filter((text) => words(text).length >= 3);
const sentences = [...new Set(texts)];
const vocabulary = texts.flatMap(words);

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-load-"));
const postgres = await startPostgres({ dataDir, settings: { max_wal_size: "4GB" } });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "load" }).initialize();
await dataSource.runMigrations();
await insertSmallUnion(dataSource);
const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
const kept: { id: string; text: string }[] = [];
try {
  await fill();
  for (const edits of [1, 2]) await recall(edits);
  await lookUps();
  await pairs();
  await alone();
  await together();
  await batches();
} finally {
  await domain.close();
  await dataSource.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Two real texts joined give as many different ones as are wanted; the search index for words is left out, it is not measured here. */
async function fill(): Promise<void> {
  const startedAt = performance.now();
  await dataSource.query("DROP INDEX opinion_words; DROP INDEX opinion_band_lookup");
  for (let done = 0; done < COUNT; done += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, COUNT - done) }, (_, n) => {
      const text = done + n < sentences.length ? (sentences[done + n] ?? "") : `${pick(sentences)} ${pick(sentences)}`.slice(0, 400);
      return { id: crypto.randomUUID(), text, signature: signatureOf(shinglesOf(text)) };
    });
    for (const { id, text } of rows) if (draw(COUNT) < 4_000) kept.push({ id, text });
    await dataSource.query(
      `WITH fresh AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[]) AS fresh (id, text, folded, sketch, bands)),
            banded AS (INSERT INTO opinion_band (opinion_id, sketch, band) SELECT id, sketch, unnest(bands::int[]) FROM fresh)
       INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at)
       SELECT id, '${UNITS.union.id}', '${CHANNEL}', text, folded, sha256(convert_to(text, 'UTF8')), '2026-01-01' FROM fresh`,
      [
        rows.map(({ id }) => id),
        rows.map(({ text }) => text),
        rows.map(({ text }) => foldText(text)),
        rows.map(({ signature }) => signature.sketch.toString()),
        rows.map(({ signature }) => `{${signature.bands.join(",")}}`),
      ],
    );
  }
  await dataSource.query("CREATE INDEX opinion_band_lookup ON opinion_band (band)");
  await dataSource.query("VACUUM ANALYZE");
  const [{ size }] = await dataSource.query("SELECT pg_total_relation_size('opinion_band') / (SELECT count(*) FROM opinion) AS size");
  console.log(`${COUNT} opinions in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s; bands take ${size} bytes an opinion`);
}

async function candidatesOf(text: string): Promise<readonly Candidate[]> {
  const jobs = await freshJobs([{ items: [{ rawText: text, channelId: CHANNEL, unitId: UNITS.union.id, receivedAt: new Date() }] }]);
  const { candidates } = await readKnown(dataSource.manager, jobs);
  return candidates.get(0) ?? [];
}

function isNear(one: string, other: string): boolean {
  return similarityOf(shinglesOf(one), shinglesOf(other)) >= SIMILAR_FROM;
}

async function recall(edits: number): Promise<void> {
  const byLength = new Map<string, { found: number; of: number }>();
  for (const { id, text } of Array.from({ length: 1_500 }, () => pick(kept))) {
    const changed = words(text);
    const places = new Set<number>();
    while (places.size < Math.min(edits, changed.length)) places.add(draw(changed.length));
    for (const place of places) changed[place] = pick(vocabulary);
    const near = (await candidatesOf(changed.join(" "))).filter(({ foldedText }) => isNear(changed.join(" "), foldedText));
    const isFound = near.some((candidate) => candidate.id === id);
    const length = changed.length < 8 ? "3 to 7 words" : changed.length < 12 ? "8 to 11 words" : "12 words and more";
    for (const name of [length, "all"]) {
      const { found, of } = byLength.get(name) ?? { found: 0, of: 0 };
      byLength.set(name, { found: found + Number(isFound), of: of + 1 });
    }
  }
  for (const [name, { found, of }] of byLength) console.log(`recall with ${edits} word(s) changed, ${name}: ${(found / of).toFixed(3)} (${of})`);
}

async function lookUps(): Promise<void> {
  const took: number[] = [];
  for (let round = 0; round < 600; round += 1) {
    const text = `${pick(sentences)} ${pick(vocabulary)} ${pick(vocabulary)}`;
    const startedAt = performance.now();
    await candidatesOf(text);
    if (round >= 100) took.push(performance.now() - startedAt);
  }
  report("look-up", took);
}

/** vilexnorm's dev pairs: the same comment as typed and as written properly, each among all the others. */
async function pairs(): Promise<void> {
  const rows = (await readFile(join(data, "vilexnorm/dev.csv"), "utf8")).matchAll(/^\d+,("(?:[^"]|"")*"|[^,\n]*),("(?:[^"]|"")*"|[^\n]*)$/gm);
  const all = [...rows].map(([, typed = "", proper = ""]) => [typed, proper].map((text) => text.replaceAll('"', "")) as [string, string]);
  const near = all.map(([typed, proper]) => {
    const [one, other] = [shinglesOf(typed), shinglesOf(proper)];
    const bands = new Set(signatureOf(other).bands);
    return { score: similarityOf(one, other), shares: signatureOf(one).bands.some((band) => bands.has(band)) };
  });
  const share = (test: (pair: { score: number; shares: boolean }) => boolean) => (near.filter(test).length / near.length).toFixed(3);
  let wrong = 0;
  const strangers = 20_000;
  for (let round = 0; round < strangers; round += 1) {
    const [one, other] = [pick(all), pick(all)];
    if (one !== other && isNear(one[0], other[1])) wrong += 1;
  }
  console.log(
    `vilexnorm, ${all.length} pairs: at least ${SIMILAR_FROM} ${share(({ score }) => score >= SIMILAR_FROM)}, of them found by bands ` +
      `${share(({ score, shares }) => score >= SIMILAR_FROM && shares)}; wrong among strangers ${((wrong / strangers) * 100).toFixed(3)} %`,
  );
}

async function plainInsert(client: pg.Pool, text: string): Promise<void> {
  await client.query(
    "INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at) VALUES ($1, $2, $3, $4, $5, $6, '2026-01-01')",
    [crypto.randomUUID(), UNITS.union.id, CHANNEL, text, foldText(text), Buffer.alloc(32, draw(2 ** 32))],
  );
}

async function alone(): Promise<void> {
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  const arms = { "plain INSERT, alone": [] as number[], "intake, alone": [] as number[] };
  for (let round = 0; round < 400; round += 1) {
    const text = `${pick(sentences)} ${round}`;
    arms["plain INSERT, alone"].push(await timed(() => plainInsert(pool, text)));
    arms["intake, alone"].push(await timed(() => domain.intake.submit({ text, forward: "NOW" }, { kind: "anonymous" })));
  }
  for (const [name, took] of Object.entries(arms)) report(name, took.slice(50));
  await pool.end();
}

async function together(): Promise<void> {
  const pool = new pg.Pool({ connectionString: postgres.url, max: 10 });
  for (let round = 0; round < 2; round += 1) {
    await rate("plain INSERT, 64 callers", (text) => plainInsert(pool, text));
    await rate("intake, 64 callers", (text) => domain.intake.submit({ text, forward: "NOW" }, { kind: "anonymous" }));
  }
  await pool.end();
}

async function rate(name: string, write: (text: string) => Promise<unknown>): Promise<void> {
  const count = 6_400;
  const took = await timed(() =>
    Promise.all(
      Array.from({ length: 64 }, async () => {
        for (let n = 0; n < count / 64; n += 1) await write(`${pick(sentences)} ${n}`);
      }),
    ),
  );
  console.log(`${name}: ${((count / took) * 1_000).toFixed(0)} a second`);
}

async function batches(): Promise<void> {
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  const arms = { "raw unnest of 500": [] as number[], "batch of 500": [] as number[] };
  for (let round = 0; round < 12; round += 1) {
    const some = Array.from({ length: 500 }, (_, n) => `${pick(sentences)} ${round} ${n}`);
    const ids = some.map(() => crypto.randomUUID());
    arms["raw unnest of 500"].push(
      await timed(() =>
        pool.query(
          `INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at)
           SELECT id, '${UNITS.union.id}', '${CHANNEL}', text, text, uuid_send(id), '2026-01-01' FROM unnest($1::uuid[], $2::text[]) AS fresh (id, text)`,
          [ids, some],
        ),
      ),
    );
    const opinions = some.map((text) => ({ text: `${text}.` }));
    arms["batch of 500"].push(await timed(() => domain.intake.submitBatch({ channel: "IMPORT", opinions }, { kind: "system", name: "load" })));
  }
  for (const [name, took] of Object.entries(arms)) report(name, took.slice(2));
  await pool.end();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function report(name: string, took: readonly number[]): void {
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(2);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${sorted.length})`);
}
