import { until } from "../../support/until.ts";
import type { Bus } from "../harness/bus.ts";
import { ALL_LOST, type BusLine, type Mischief, NO_MISCHIEF } from "../harness/bus-line.ts";
import type { Scenario, Size } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { type Crowd, conclude, gather } from "../harness/under-load.ts";

/** What a reader may wait who hears nothing from the bus: the poll, and a busy machine. */
const LATEST_MS = 3_000;
const QUICK_MS = 200;
const MISCHIEF: Mischief = { lost: 30, late: 20, doubled: 20, stale: 15 };
const LEAST_OF_EACH = 10;
const SINGLE_OPINIONS = 3;
/** How long NATS is away at least. */
const AWAY_MS: Readonly<Record<Size, number>> = { small: 0, large: 120_000 };
const ROUNDS: Readonly<Record<Size, number>> = { small: 1, large: 5 };

export const busUnreliable: Scenario = {
  name: "bus-unreliable",
  sentence:
    "Between two nodes NATS loses, doubles, delays and repeats messages, is cut off, killed and wiped: every reader gets what is theirs, in order, within three seconds",
  goal: { backWithinMs: LATEST_MS, leastAcknowledged: 200, cutsAnswers: false },
  needs: { withBus: true },
  async play(stage, size) {
    const bus = busOf(stage);
    const crowd = await gather(stage, 2);
    await until("the load has warmed up", () => crowd.load.acknowledged >= 100, { withinMs: 20_000 });
    for (let round = 0; round < ROUNDS[size]; round += 1) await misbehave(stage, bus, crowd);
    await crowd.load.stop();
    const lateMs = [await latestOfSingles(crowd, { fault: () => bus.spoil(ALL_LOST), forMs: 0 })];
    bus.spoil(NO_MISCHIEF);
    stage.history.write({ kind: "fault", what: "kill -9 nats-server" });
    lateMs.push(await latestOfSingles(crowd, { fault: () => bus.killServer(), forMs: AWAY_MS[size] }));
    await bus.startServer();
    const backMs = await untilQuick(crowd);
    const evidence = await conclude(stage, crowd, backMs);
    const late = Math.max(...lateMs, ...delaysOf(crowd));
    const told = Object.entries(bus.did).map(([what, count]) => `${count} ${what}`);
    return {
      ...evidence,
      told: `hints: ${told.join(", ")}; the latest came after ${late.toFixed(0)} ms`,
      wrong: [...tooFew(bus.did), ...(late > LATEST_MS ? [`an opinion was seen after ${late.toFixed(0)} ms`] : [])],
    };
  },
};

/** Under load: messages go wrong in every way, and each node loses its line. */
async function misbehave(stage: Stage, bus: Bus, { load }: Crowd): Promise<void> {
  stage.history.write({ kind: "fault", what: `hints spoilt: ${JSON.stringify(MISCHIEF)}` });
  bus.spoil(MISCHIEF);
  const before = { ...bus.did };
  const isEnough = () => tooFew(bus.did, before).length === 0;
  await until("enough messages have gone wrong", isEnough, { withinMs: 30_000 });
  for (const line of bus.lines) {
    stage.history.write({ kind: "fault", what: "a node's line to NATS cut" });
    line.cut();
    const acknowledged = load.acknowledged;
    await until("the load goes on", () => load.acknowledged >= acknowledged + 50, { withinMs: 20_000 });
  }
}

/** The longest that single opinions, after which nothing else wakes anybody, took until a reader of either node had them. */
async function latestOfSingles(crowd: Crowd, { fault, forMs }: { fault: () => unknown; forMs: number }): Promise<number> {
  await fault();
  const startedAt = performance.now();
  let latest = 0;
  for (let count = 0; count < SINGLE_OPINIONS || performance.now() < startedAt + forMs; count += 1) latest = Math.max(latest, await timeToAll(crowd));
  return latest;
}

/** NATS is there again, empty: at some moment hints travel by it as before. */
async function untilQuick(crowd: Crowd): Promise<number> {
  const startedAt = performance.now();
  const isQuick = async () => (await timeToAll(crowd)) < QUICK_MS && (await timeToAll(crowd)) < QUICK_MS;
  await until("a hint comes quickly again", isQuick, { withinMs: 20_000 });
  return performance.now() - startedAt;
}

/** Handed in through one node after the other; milliseconds until both who may read all have it. */
async function timeToAll({ load, readers }: Crowd): Promise<number> {
  const text = await load.probe();
  if (text === undefined) throw new Error("An opinion was not taken in though nothing was wrong with the database");
  const sentAt = performance.now();
  const all = readers.filter(({ rights }) => rights.unitIds.size === readers[0]?.rights.unitIds.size);
  await until("it is seen", () => all.every(({ arrivals }) => arrivals.has(text)), { withinMs: 20_000 });
  return performance.now() - sentAt;
}

/** Of the reader whose line never breaks. */
function delaysOf({ load, readers: [reader] }: Crowd): number[] {
  return [...load.acknowledgedAt].flatMap(([text, at]) => {
    const arrivedAt = reader?.arrivals.get(text);
    return arrivedAt === undefined ? [] : [arrivedAt - at];
  });
}

function tooFew(did: BusLine["did"], before?: BusLine["did"]): string[] {
  const { passed: _, ...wrong } = did;
  return Object.entries(wrong).flatMap(([what, count]) => {
    const found = count - (before?.[what as keyof typeof wrong] ?? 0);
    return found < LEAST_OF_EACH ? [`only ${found} of ${LEAST_OF_EACH} messages wanted: ${what}`] : [];
  });
}

function busOf({ bus }: Stage): Bus {
  if (!bus) throw new Error("This scenario needs a bus");
  return bus;
}
