/**
 * An hour at half of what the api carries: a thousand subscribers, submissions at half the rate that saturates it, and a list a
 * second. Prints a line a minute; at the end how memory grew, how long the event loop was held up, and whether everything arrived.
 * Ends with 1 when a delivery is missing or memory grows by more than a tenth an hour.
 * Run by `npm run bench -- --soak [--minutes 60] [--rate EVENTS_A_SECOND]`, which builds first. Needs ../shared/data.
 */
import "reflect-metadata";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion } from "../support/small-union.ts";
import { type Arm, startOurs } from "./arms/start-arm.ts";
import { Audience } from "./audience.ts";
import { cpuMsOf, median, quantile } from "./measure/figures.ts";
import { cpuMsOfFamily } from "./measure/machine.ts";
import { list, saturation } from "./scenarios.ts";

const { values: options } = parseArgs({
  options: { soak: { type: "boolean" }, minutes: { type: "string", default: "60" }, rate: { type: "string" } },
});
const SUBSCRIBERS = 1_000;
const MINUTES = Number(options.minutes);
/** Caches fill and the heap finds its size. */
const SETTLING = Math.min(10, MINUTES / 3);
const LARGEST_GROWTH = 0.1;
const LATE_MS = 10_000;
const MB = 1024 * 1024;

interface Probe {
  readonly atMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly heapUsed: number;
  readonly rss: number;
}

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-soak-"));
const probeFile = join(dataDir, "probe.jsonl");
const postgres = await startPostgres({ dataDir: join(dataDir, "pg") });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "bench" }).initialize();
await dataSource.runMigrations();
await insertSmallUnion(dataSource);
const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
let holds = false;
try {
  const probe = `--import=${join(import.meta.dirname, "measure/loop-probe.mjs")}`;
  const api = await startOurs(domain, postgres.url, { NODE_OPTIONS: probe, PROBE_FILE: probeFile });
  const rate = options.rate ? Number(options.rate) : await halfOf(api);
  console.log(`${rate.toFixed(1)} events a second to ${SUBSCRIBERS} subscribers for ${MINUTES} minutes`);
  holds = await soak(api, rate);
  await api.stop();
} finally {
  await domain.close();
  await dataSource.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(holds ? 0 : 1);

async function halfOf(api: Arm): Promise<number> {
  await saturation(api, { subscribers: SUBSCRIBERS, events: 300 });
  const { "deliveries a second": most = 0 } = await saturation(api, { subscribers: SUBSCRIBERS, events: 1_000 });
  return most / SUBSCRIBERS / 2;
}

async function soak(api: Arm, rate: number): Promise<boolean> {
  const audience = await Audience.open([api], { count: SUBSCRIBERS, processes: 2 });
  const startedAtMs = Date.now();
  const missing = new Set<number>();
  let sent = 0;
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    const screens: number[] = [];
    const cpuBefore = cpuOf(api);
    const until = startedAtMs + minute * 60_000;
    while (Date.now() < until) {
      const number = sent;
      sent += 1;
      missing.add(number);
      void send(audience, api).then(
        (ms) => {
          missing.delete(number);
          screens.push(ms);
        },
        (error) => console.error(`event ${number}: ${error}`),
      );
      if (number % Math.ceil(rate) === 0) void list(api);
      // At this pace from the beginning, so that a slow answer is made up for and not left out.
      await pause(Math.max(0, startedAtMs + (sent * 1_000) / rate - Date.now()));
    }
    await tell({ minute, screens, cpu: cpuOf(api).map((ms, index) => (ms - (cpuBefore[index] ?? 0)) / 600) });
  }
  await pause(LATE_MS);
  await audience.close();
  return judge(await readProbe(startedAtMs + SETTLING * 60_000), { sent, missing: missing.size });
}

async function send(audience: Audience, api: Arm): Promise<number> {
  const { lastScreen } = await audience.deliver(api);
  return lastScreen;
}

function cpuOf(api: Arm): readonly number[] {
  return [cpuMsOf(api.pid), cpuMsOfFamily(postgres.pid)];
}

async function tell({ minute, screens, cpu }: { minute: number; screens: readonly number[]; cpu: readonly number[] }): Promise<void> {
  const probes = await readProbe(Date.now() - 60_000);
  const last = probes.at(-1);
  const loop = quantile(
    probes.map(({ p99Ms }) => p99Ms),
    0.5,
  );
  const [{ bytes }] = await dataSource.query("SELECT pg_database_size(current_database()) AS bytes");
  console.log(
    [
      `minute ${minute}`,
      `last screen ${quantile(screens, 0.5).toFixed(1)} / ${quantile(screens, 0.99).toFixed(1)} ms`,
      `loop p99 ${loop.toFixed(1)} ms`,
      `heap ${((last?.heapUsed ?? Number.NaN) / MB).toFixed(0)} MB, rss ${((last?.rss ?? Number.NaN) / MB).toFixed(0)} MB`,
      `cpu api ${cpu[0]?.toFixed(0)} %, PostgreSQL ${cpu[1]?.toFixed(0)} %`,
      `database ${(Number(bytes) / MB).toFixed(0)} MB`,
    ].join(" · "),
  );
}

async function readProbe(fromMs: number): Promise<readonly Probe[]> {
  const lines = (await readFile(probeFile, "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Probe).filter(({ atMs }) => atMs >= fromMs);
}

function judge(probes: readonly Probe[], { sent, missing }: { sent: number; missing: number }): boolean {
  const heap = growthOf(probes, ({ heapUsed }) => heapUsed);
  const rss = growthOf(probes, ({ rss }) => rss);
  const delays = probes.map(({ p99Ms }) => p99Ms);
  console.log(
    `event loop held up: p50 ${median(probes.map(({ p50Ms }) => p50Ms)).toFixed(1)} ms, p99 ${median(delays).toFixed(1)} ms (worst ten seconds ${Math.max(...delays).toFixed(1)} ms)`,
  );
  console.log(`heap ${heap.told}, rss ${rss.told}`);
  console.log(`${sent} events sent, ${missing} did not reach every screen`);
  return missing === 0 && heap.share <= LARGEST_GROWTH && rss.share <= LARGEST_GROWTH;
}

/** The slope of the straight line that fits best, as share of the middle value an hour. */
function growthOf(probes: readonly Probe[], read: (probe: Probe) => number): { share: number; told: string } {
  const hours = probes.map(({ atMs }) => atMs / 3_600_000);
  const values = probes.map(read);
  const [meanHour, meanValue] = [mean(hours), mean(values)];
  const rise = hours.reduce((sum, hour, index) => sum + (hour - meanHour) * ((values[index] ?? 0) - meanValue), 0);
  const slope = rise / hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0);
  return { share: slope / meanValue, told: `${(meanValue / MB).toFixed(0)} MB, ${slope >= 0 ? "+" : ""}${(slope / MB).toFixed(1)} MB an hour` };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
