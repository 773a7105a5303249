import { setTimeout as pause } from "node:timers/promises";
import type { Arm } from "./arms/start-arm.ts";
import { ask } from "./ask.ts";
import { Audience, submit } from "./audience.ts";
import { cpuMsOf, median, memoryMbOf, quantile } from "./measure/figures.ts";
import { aText } from "./texts.ts";

export type Figures = Readonly<Record<string, number>>;

const SUBMIT_MANY = "mutation ($input: SubmitOpinionsInput!) { submitOpinions(input: $input) { __typename } }";
const LIST = `query ($filter: OpinionFilter, $after: String) { opinions(filter: $filter, first: 50, after: $after) {
  edges { cursor node { id text status receivedAt unit { name } channel { name } } } pageInfo { hasNextPage endCursor } } }`;
const FILTER = { status: ["RECEIVED"] };
const EVERY_MS = 100;

/** Events one after the other at a steady pace, each to every subscriber. */
export async function steadyFanOut(arm: Arm, { subscribers, events }: { subscribers: number; events: number }): Promise<Figures> {
  const audience = await Audience.open([arm], { count: subscribers });
  const deliver = async () => {
    const { answerMs, lastScreen } = await audience.deliver(arm);
    return { answerMs, lastScreenMs: await lastScreen };
  };
  for (let warm = 0; warm < 30; warm += 1) await deliver();
  const cpuBefore = cpuMsOf(arm.pid);
  const deliveries = await atPace(events, deliver);
  const cpuMs = cpuMsOf(arm.pid) - cpuBefore;
  await audience.close();
  const lastScreens = deliveries.map(({ lastScreenMs }) => lastScreenMs);
  return {
    "µs of CPU a delivery": (cpuMs * 1000) / (events * subscribers),
    "last screen p50 ms": quantile(lastScreens, 0.5),
    "last screen p99 ms": quantile(lastScreens, 0.99),
    "answer p50 ms": median(deliveries.map(({ answerMs }) => answerMs)),
  };
}

/** As many events as eight callers can bring in, each to every subscriber. */
export async function saturation(arm: Arm, { subscribers, events }: { subscribers: number; events: number }): Promise<Figures> {
  const audience = await Audience.open([arm], { count: subscribers });
  const cpuBefore = cpuMsOf(arm.pid);
  const startedAt = performance.now();
  let left = events;
  const arriving: Promise<number>[] = [];
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      arriving.push((await audience.deliver(arm)).lastScreen);
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
  await Promise.all(arriving);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuMs = cpuMsOf(arm.pid) - cpuBefore;
  await audience.close();
  return { "deliveries a second": (events * subscribers) / seconds, "µs of CPU a delivery": (cpuMs * 1000) / (events * subscribers) };
}

/** Submissions by so many callers at once, with nobody watching. */
export async function mutations(arm: Arm, { callers, each }: { callers: number; each: number }): Promise<Figures> {
  for (let warm = 0; warm < 50; warm += 1) await submit(arm);
  const startedAt = performance.now();
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let count = 0; count < each; count += 1) times.push(await submit(arm));
    }),
  );
  return { "submissions a second": (callers * each) / ((performance.now() - startedAt) / 1000), "answer p50 ms": median(times) };
}

/** Batches of 500, one after the other. */
export async function batches(arm: Arm, { count }: { count: number }): Promise<Figures> {
  const opinions = () => Array.from({ length: 500 }, () => ({ text: aText() }));
  const times: number[] = [];
  for (let asked = 0; asked < count; asked += 1) times.push(await ask(arm, SUBMIT_MANY, { input: { channel: "FANPAGE", opinions: opinions() } }));
  return { "rows a second": 500_000 / median(times), "answer p50 ms": median(times) };
}

/** How long an answer takes while a thousand screens are fed, over how long it takes while nobody watches, at the same pace. */
export async function answersDuringFanOut(arm: Arm, { subscribers, events }: { subscribers: number; events: number }): Promise<Figures> {
  const alone = await atPace(events, () => submit(arm));
  const audience = await Audience.open([arm], { count: subscribers });
  const watched = await atPace(events, () => submit(arm));
  await audience.close();
  return { "answer watched / alone": median(watched) / median(alone), "alone p50 ms": median(alone), "watched p50 ms": median(watched) };
}

/** Milliseconds until the answer. */
export function list(arm: Arm): Promise<number> {
  return ask(arm, LIST, { filter: FILTER });
}

export async function lists(arm: Arm, { count }: { count: number }): Promise<Figures> {
  for (let warm = 0; warm < 30; warm += 1) await list(arm);
  const cpuBefore = cpuMsOf(arm.pid);
  const times: number[] = [];
  for (let asked = 0; asked < count; asked += 1) times.push(await list(arm));
  return { "ms of CPU a list": (cpuMsOf(arm.pid) - cpuBefore) / count, "answer p50 ms": median(times) };
}

/** On a process that has done nothing else: one that has served keeps memory of which nobody can say whose it is. */
export async function idle(arm: Arm, { subscribers, seconds }: { subscribers: number; seconds: number }): Promise<Figures> {
  const twin = await arm.twin();
  for (let warm = 0; warm < 10; warm += 1) await list(twin);
  const before = memoryMbOf(twin.pid);
  const audience = await Audience.open([twin], { count: subscribers, processes: Math.ceil(subscribers / 2_500) });
  const cpuBefore = cpuMsOf(twin.pid);
  await pause(seconds * 1_000);
  const cpuMs = cpuMsOf(twin.pid) - cpuBefore;
  const kilobytes = ((memoryMbOf(twin.pid) - before) * 1024) / subscribers;
  await audience.close();
  await twin.stop();
  return { "KB a subscriber": kilobytes, "% of a core while nothing happens": cpuMs / (seconds * 10) };
}

async function atPace<Result>(count: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let done = 0; done < count; done += 1) {
    const next = pause(EVERY_MS);
    results.push(await act());
    await next;
  }
  return results;
}
