/**
 * Ours beside the floor and the tutorial, in one run, in turns, on one PostgreSQL with fsync on. Prints each figure's median
 * and spread and the ratios that are goals; ends with 1 when one is missed. `--quick` for seconds, `--only NAME`, `--rounds N`.
 * Run by `npm run bench`, which builds first. Needs ../shared/data.
 */
import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { createDatabase, startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion } from "../support/small-union.ts";
import { type Arm, PEERS, startOurs, startPeer } from "./arms/start-arm.ts";
import { median, spread } from "./measure/figures.ts";
import { answersDuringFanOut, batches, type Figures, idle, lists, mutations, saturation, steadyFanOut } from "./scenarios.ts";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, rounds: { type: "string", default: "3" } },
});
const rounds = options.quick ? 1 : Number(options.rounds);
const scale = options.quick ? 0.1 : 1;
const many = (count: number) => Math.max(10, Math.round(count * scale));

/** A control that lies so far apart between rounds says that the machine was busy with something else. */
const WORTHLESS_SPREAD = 0.25;

interface Goal {
  readonly figure: string;
  /** Left out where the figure itself is the ratio. */
  readonly peer?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

interface Scenario {
  readonly name: string;
  readonly run: (arm: Arm) => Promise<Figures>;
  readonly goals: readonly Goal[];
}

const [FLOOR, NAIVE, TUTORIAL] = PEERS;
const SCENARIOS: readonly Scenario[] = [
  {
    name: "fan-out, 10 events a second to 1,000",
    run: (arm) => steadyFanOut(arm, { subscribers: many(1_000), events: many(150) }),
    goals: [
      { figure: "µs of CPU a delivery", peer: FLOOR, atMost: 1.3 },
      { figure: "last screen p50 ms", peer: FLOOR, atMost: 1.3 },
      { figure: "last screen p50 ms", peer: NAIVE, atMost: 0.5 },
      { figure: "last screen p99 ms", peer: FLOOR, atMost: 1.5 },
    ],
  },
  {
    name: "saturation, 1,000 subscribers",
    run: (arm) => saturation(arm, { subscribers: many(1_000), events: many(1_000) }),
    goals: [
      { figure: "deliveries a second", peer: FLOOR, atLeast: 2 },
      { figure: "µs of CPU a delivery", peer: FLOOR, atMost: 0.5 },
      { figure: "deliveries a second", peer: NAIVE, atLeast: 7 },
      { figure: "deliveries a second", peer: TUTORIAL, atLeast: 12 },
    ],
  },
  {
    name: "a mutation's answer while 1,000 watch",
    run: (arm) => answersDuringFanOut(arm, { subscribers: many(1_000), events: many(100) }),
    goals: [{ figure: "answer watched / alone", atMost: 1.5 }],
  },
  {
    name: "mutations, 64 callers",
    run: (arm) => mutations(arm, { callers: 64, each: many(60) }),
    goals: [
      { figure: "submissions a second", peer: FLOOR, atLeast: 1.5 },
      { figure: "submissions a second", peer: NAIVE, atLeast: 4 },
      { figure: "submissions a second", peer: TUTORIAL, atLeast: 10 },
    ],
  },
  {
    name: "mutations, one caller",
    run: (arm) => mutations(arm, { callers: 1, each: many(300) }),
    goals: [{ figure: "answer p50 ms", peer: FLOOR, atMost: 1.2 }],
  },
  {
    name: "batches of 500",
    run: (arm) => batches(arm, { count: many(30) }),
    goals: [{ figure: "rows a second", peer: FLOOR, atLeast: 0.5 }],
  },
  {
    name: "list of 50 with filter, cursor and two joined objects",
    run: (arm) => lists(arm, { count: many(300) }),
    goals: [
      { figure: "ms of CPU a list", peer: FLOOR, atMost: 1.5 },
      { figure: "ms of CPU a list", peer: NAIVE, atMost: 0.4 },
    ],
  },
  {
    name: "10,000 idle subscribers",
    run: (arm) => idle(arm, { subscribers: many(10_000), seconds: many(30) }),
    goals: [{ figure: "KB a subscriber", peer: FLOOR, atMost: 2 }],
  },
];

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-bench-"));
const postgres = await startPostgres({ dataDir });
const arms: Arm[] = [];
let missed = 0;
try {
  await startArms();
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds, arms in turns`);
  for (const scenario of SCENARIOS.filter(({ name }) => !options.only || name.includes(options.only))) missed += await measure(scenario);
  console.log(missed === 0 ? "Every ratio holds." : `${missed} ratios are missed.`);
} finally {
  for (const arm of arms) await arm.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);

async function startArms(): Promise<void> {
  const ours = await createDatabase({ adminUrl: postgres.adminUrl, name: "ours" });
  const dataSource = await createDataSource({ url: ours, applicationName: "bench" }).initialize();
  await dataSource.runMigrations();
  await insertSmallUnion(dataSource);
  const domain = await createDomain({ dataSource, databaseUrl: ours });
  for (const name of PEERS) {
    const databaseUrl = await createDatabase({ adminUrl: postgres.adminUrl, name: name.replace("-", "_") });
    arms.push(await startPeer(name, databaseUrl));
  }
  arms.push(await startOurs(domain, ours));
  await domain.close();
  await dataSource.destroy();
}

/** Returns how many of the scenario's goals are missed. */
async function measure({ name, run, goals }: Scenario): Promise<number> {
  console.log(`\n${name}`);
  const seen = new Map<string, Figures[]>(arms.map((arm) => [arm.name, []]));
  for (let round = 0; round < rounds; round += 1) for (const arm of arms) seen.get(arm.name)?.push(await run(arm));
  const valuesOf = (arm: string, figure: string) => (seen.get(arm) ?? []).map((figures) => figures[figure] ?? Number.NaN);
  for (const arm of arms) {
    const figures = Object.keys(seen.get(arm.name)?.[0] ?? {});
    const told = figures.map(
      (figure) => `${figure} ${median(valuesOf(arm.name, figure)).toFixed(2)} (±${(spread(valuesOf(arm.name, figure)) * 100).toFixed(0)} %)`,
    );
    console.log(`  ${arm.name.padEnd(13)} ${told.join(" · ")}`);
  }
  let missedHere = 0;
  for (const { figure, peer, atMost, atLeast } of goals) {
    const ratio = median(valuesOf("ours", figure)) / (peer ? median(valuesOf(peer, figure)) : 1);
    const holds = ratio <= (atMost ?? Number.POSITIVE_INFINITY) && ratio >= (atLeast ?? 0);
    const noise =
      peer && spread(valuesOf(peer, figure)) > WORTHLESS_SPREAD
        ? `   (${peer} itself lay ${(spread(valuesOf(peer, figure)) * 100).toFixed(0)} % apart: worth little)`
        : "";
    console.log(
      `  ${holds ? "holds " : "MISSED"} ${figure}: ${ratio.toFixed(2)}${peer ? ` × ${peer}` : ""}, goal ${atMost ? `≤ ${atMost}` : `≥ ${atLeast}`}${noise}`,
    );
    if (!holds) missedHere += 1;
  }
  return missedHere;
}
