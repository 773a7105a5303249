/**
 * One, two and three api processes against one PostgreSQL: what a delivery and a submission cost in processor time, in the api and
 * in PostgreSQL, and how long they take. A thousand subscribers in all at 20 events a second, then 64 submitters with nobody
 * watching; the numbers of processes in turns. Subscribers and submitters run on the same cores and are told apart by process only.
 * Run by `npm run bench -- --processes [--rounds 2] [--seconds 15] [--nodes 1,2,3]`, which builds first. Needs ../shared/data.
 */
import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion } from "../support/small-union.ts";
import { type Arm, startOurs } from "./arms/start-arm.ts";
import { Audience, submit } from "./audience.ts";
import { cpuMsOf, median, quantile } from "./measure/figures.ts";
import { cpuMsOfFamily, watchBusyShare } from "./measure/machine.ts";

const { values: options } = parseArgs({
  options: {
    processes: { type: "boolean" },
    rounds: { type: "string", default: "2" },
    seconds: { type: "string", default: "15" },
    nodes: { type: "string", default: "1,2,3" },
  },
});
const SUBSCRIBERS = 1_000;
/** Of subscribers: divided evenly by one, two and three nodes. */
const PARTS = 6;
const EVERY_MS = 50;
const SUBMITTERS = 64;
const EACH = 60;

type Figures = Readonly<Record<string, number>>;

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-processes-"));
const postgres = await startPostgres({ dataDir });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "bench" }).initialize();
await dataSource.runMigrations();
await insertSmallUnion(dataSource);
const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
try {
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${options.rounds} rounds, numbers of processes in turns`);
  const counts = options.nodes.split(",").map(Number);
  const seen = new Map<number, Figures[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < Number(options.rounds); round += 1) for (const count of counts) seen.get(count)?.push(await measure(count));
  for (const [count, rounds] of seen) tell(count, rounds);
} finally {
  await domain.close();
  await dataSource.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function measure(count: number): Promise<Figures> {
  const nodes: Arm[] = [];
  try {
    for (let started = 0; started < count; started += 1) {
      nodes.push(await startOurs(domain, postgres.url));
    }
    return { ...(await fanOut(nodes)), ...(await submissions(nodes)) };
  } finally {
    for (const node of nodes) await node.stop();
  }
}

/** Events at a steady pace, whatever their answers take, each to every subscriber of every process. */
async function fanOut(nodes: readonly Arm[]): Promise<Figures> {
  const audience = await Audience.open(nodes, { count: SUBSCRIBERS, processes: PARTS });
  for (let warm = 0; warm < 40; warm += 1) await deliver(audience, nodes, warm);
  const watch = startWatch(nodes);
  const events = (Number(options.seconds) * 1_000) / EVERY_MS;
  const latencies: Promise<number>[] = [];
  for (let event = 0; event < events; event += 1) {
    latencies.push(deliver(audience, nodes, event));
    await pause(EVERY_MS);
  }
  const took = await Promise.all(latencies);
  const { apiMs, postgresMs, busyShare } = watch();
  await audience.close();
  return {
    "fan-out: µs of api a delivery": (apiMs * 1_000) / (events * SUBSCRIBERS),
    "fan-out: ms of PostgreSQL an event": postgresMs / events,
    "fan-out: last screen p50 ms": quantile(took, 0.5),
    "fan-out: last screen p99 ms": quantile(took, 0.99),
    "fan-out: machine busy %": busyShare * 100,
  };
}

async function deliver(audience: Audience, nodes: readonly Arm[], turn: number): Promise<number> {
  const { lastScreen } = await audience.deliver(inTurn(nodes, turn));
  return lastScreen;
}

function inTurn(nodes: readonly Arm[], turn: number): Arm {
  return nodes[turn % nodes.length] as Arm;
}

async function submissions(nodes: readonly Arm[]): Promise<Figures> {
  const times: number[] = [];
  const run = (each: number, took: number[]) =>
    Promise.all(
      Array.from({ length: SUBMITTERS }, async (_, submitter) => {
        for (let turn = 0; turn < each; turn += 1) {
          took.push(await submit(inTurn(nodes, submitter + turn)));
        }
      }),
    );
  await run(10, []);
  const watch = startWatch(nodes);
  const startedAt = performance.now();
  await run(EACH, times);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { apiMs, postgresMs, busyShare } = watch();
  return {
    "submit: a second": times.length / seconds,
    "submit: µs of api each": (apiMs * 1_000) / times.length,
    "submit: µs of PostgreSQL each": (postgresMs * 1_000) / times.length,
    "submit: p50 ms": quantile(times, 0.5),
    "submit: p99 ms": quantile(times, 0.99),
    "submit: machine busy %": busyShare * 100,
  };
}

function startWatch(nodes: readonly Arm[]) {
  const apiMs = () => nodes.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
  const [apiBefore, postgresBefore, busy] = [apiMs(), cpuMsOfFamily(postgres.pid), watchBusyShare()];
  return () => ({ apiMs: apiMs() - apiBefore, postgresMs: cpuMsOfFamily(postgres.pid) - postgresBefore, busyShare: busy() });
}

function tell(count: number, rounds: readonly Figures[]): void {
  console.log(`\n${count} api process${count === 1 ? "" : "es"}`);
  for (const figure of Object.keys(rounds[0] ?? {})) {
    const values = rounds.map((figures) => figures[figure] ?? Number.NaN);
    console.log(`  ${figure.padEnd(36)} ${median(values).toFixed(2).padStart(9)}   (${values.map((value) => value.toFixed(2)).join(", ")})`);
  }
}
