/**
 * How cost grows with the number of opinions: databases of 10 thousand, 100 thousand, a million … beside each other on one
 * PostgreSQL as shipped, each measured in turns, through the domain and through the built api. Prints p50 and p99 of every measure
 * at every size, what tables and indexes take, and the ratios that are goals; ends with 1 when one is missed. Needs ../shared/data.
 *
 * Filling a million takes minutes, so it is a step of its own and what it makes can be kept:
 *   npm run bench -- --growth --data /tmp/growth --fill 10000,100000,1000000
 *   npm run bench -- --growth --data /tmp/growth [--sizes 100000,1000000] [--only NAME,NAME] [--rounds 5] [--each 50]
 * Without --data it fills 10,000 and 100,000 into a folder that goes afterwards.
 */
import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { databaseUrl, startPostgres } from "../../scripts/postgres.mjs";
import { startOurs } from "./arms/start-arm.ts";
import { fillDatabase, LEADER } from "./growth/fill.ts";
import { MEASURES, type Measure, type Subject } from "./growth/measures.ts";
import { bytesAnOpinion } from "./growth/tables.ts";
import { quantile } from "./measure/figures.ts";

const { values: options } = parseArgs({
  options: {
    growth: { type: "boolean" },
    data: { type: "string" },
    fill: { type: "string" },
    sizes: { type: "string" },
    only: { type: "string" },
    rounds: { type: "string", default: "5" },
    each: { type: "string", default: "50" },
  },
});
const HEAVY_EACH = 8;
/** At a million against a hundred thousand; see docs/scaling.md. */
const GOALS = [
  { name: "list: first page, RECEIVED", against: 100_000, at: 1_000_000, atMost: 1 / 0.9 },
  { name: "near-duplicate look-up, fresh text", at: 1_000_000, atMostMs: 3 },
] as const;
const DEPTH_GOAL = 1.5;

const sizesOf = (text: string) => text.split(",").map(Number);
const nameOf = (count: number) => `growth_${count}`;
const dataDir = options.data ?? (await mkdtemp(join(tmpdir(), "langnghe-growth-")));
const medians = new Map<string, number>();
const keyOf = (name: string, count: number) => `${name} @ ${count}`;
let missed = 0;
try {
  const fills = options.fill ?? (options.data ? undefined : "10000,100000");
  if (fills) await fill(sizesOf(fills));
  if (!options.fill) await measure(sizesOf(options.sizes ?? "10000,100000"));
} finally {
  if (!options.data) await rm(dataDir, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);

/** Without waiting for the disk, which is waited for at the end instead. */
async function fill(sizes: readonly number[]): Promise<void> {
  const settings = { fsync: "off", full_page_writes: "off", max_wal_size: "4GB", autovacuum: "off", wal_level: "minimal", max_wal_senders: "0" };
  const postgres = await startPostgres({ dataDir, settings });
  try {
    for (const count of sizes) await fillDatabase({ adminUrl: postgres.adminUrl, name: nameOf(count), count });
  } finally {
    await postgres.stop(600_000);
  }
}

async function measure(sizes: readonly number[]): Promise<void> {
  const postgres = await startPostgres({ dataDir });
  const subjects: Subject[] = [];
  try {
    for (const count of sizes) subjects.push(await open(count, postgres.port));
    console.log(
      `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${options.rounds} rounds of ${options.each}, sizes in turns; p50 / p99 in ms`,
    );
    for (const one of MEASURES.filter(({ name }) => !options.only || options.only.split(",").some((part) => name.includes(part))))
      await compare(one, subjects);
    judge(sizes);
    if (!options.only) for (const subject of subjects) await tellBytes(subject);
  } finally {
    for (const { api, domain } of subjects) {
      await api.stop();
      await domain.close();
      await domain.dataSource.destroy();
    }
    await postgres.stop(600_000);
  }
}

async function open(count: number, port: number): Promise<Subject> {
  const url = Object.assign(new URL(databaseUrl({ dataDir, port })), { pathname: `/${nameOf(count)}` }).href;
  const dataSource = await createDataSource({ url, applicationName: "growth", isPatient: true }).initialize();
  await dataSource.runMigrations();
  const domain = await createDomain({ dataSource, databaseUrl: url });
  // What earlier runs submitted is counted, as the workers would have counted it.
  await domain.opinionCounts.recount();
  const { actor } = await domain.access.signIn(LEADER);
  const api = await startOurs(domain, url);
  return { count, databaseUrl: url, domain, leader: actor, api };
}

async function compare({ name, prepare, isHeavy }: Measure, subjects: readonly Subject[]): Promise<void> {
  const arms = await Promise.all(subjects.map(async (subject) => ({ subject, attempt: await prepare(subject), took: [] as number[] })));
  for (const { attempt } of arms) for (let warm = 0; warm < (isHeavy ? 2 : 10); warm += 1) await attempt();
  const each = isHeavy ? HEAVY_EACH : Number(options.each);
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const { attempt, took } of arms) for (let tried = 0; tried < each; tried += 1) took.push(await timed(attempt));
  }
  for (const { subject, took } of arms) medians.set(keyOf(name, subject.count), quantile(took, 0.5));
  const told = arms.map(
    ({ subject, took }) => `${subject.count.toLocaleString("en")}: ${quantile(took, 0.5).toFixed(2)} / ${quantile(took, 0.99).toFixed(2)}`,
  );
  console.log(`${name.padEnd(46)} ${told.join(" · ")}`);
}

async function timed(attempt: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await attempt();
  return performance.now() - startedAt;
}

function judge(sizes: readonly number[]): void {
  const p50 = (name: string, count: number) => medians.get(keyOf(name, count)) ?? Number.NaN;
  for (const goal of GOALS) {
    const ratio = "against" in goal ? p50(goal.name, goal.at) / p50(goal.name, goal.against) : p50(goal.name, goal.at);
    hold(
      `${goal.name} at ${goal.at.toLocaleString("en")}${"against" in goal ? " over a hundred thousand" : ", ms"}`,
      ratio,
      "atMost" in goal ? goal.atMost : goal.atMostMs,
    );
  }
  for (const count of sizes) {
    const ratio = p50("list: last page", count) / p50("list: first page, RECEIVED", count);
    hold(`last page over first at ${count.toLocaleString("en")}`, ratio, DEPTH_GOAL);
  }
}

function hold(what: string, figure: number, atMost: number): void {
  if (Number.isNaN(figure)) return;
  if (figure > atMost) missed += 1;
  console.log(`${figure <= atMost ? "holds " : "MISSED"} ${what}: ${figure.toFixed(2)}, goal ≤ ${atMost.toFixed(2)}`);
}

async function tellBytes({ count, domain }: Subject): Promise<void> {
  const taken = await bytesAnOpinion(domain.dataSource);
  console.log(`\n${count.toLocaleString("en")}: ${taken.reduce((sum, { bytes }) => sum + bytes, 0).toFixed(0)} bytes an opinion`);
  for (const { name, bytes } of taken.filter(({ bytes }) => bytes >= 5)) console.log(`  ${bytes.toFixed(0).padStart(6)}  ${name}`);
}
