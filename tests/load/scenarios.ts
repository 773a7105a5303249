import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../support/source-files.ts";
import type { Arm } from "./arms/start-arm.ts";
import { cpuMsOf, median, memoryMbOf, quantile } from "./measure/figures.ts";
import type { OpenSubscribers, Told } from "./subscribers.ts";
import { aText } from "./texts.ts";

export type Figures = Readonly<Record<string, number>>;

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }";
const FEED = "subscription { opinionFeed { cursor kind opinion { id text status receivedAt urgency } } }";
const SUBMIT_MANY = "mutation ($input: SubmitOpinionsInput!) { submitOpinions(input: $input) { __typename } }";
const LIST = `query ($filter: OpinionFilter, $after: String) { opinions(filter: $filter, first: 50, after: $after) {
  edges { cursor node { id text status receivedAt unit { name } channel { name } } } pageInfo { hasNextPage endCursor } } }`;
const FILTER = { status: ["RECEIVED"] };
const EVERY_MS = 100;
let marks = 0;

async function ask({ url, headers }: Arm, query: string, variables: Record<string, unknown> = {}): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`${url}: ${JSON.stringify(errors)}`);
  return performance.now() - startedAt;
}

/** Events one after the other at a steady pace, each to every subscriber. */
export async function steadyFanOut(
  arm: Arm,
  { subscribers, events, everyMs }: { subscribers: number; events: number; everyMs: number },
): Promise<Figures> {
  const audience = await openAudience(arm, subscribers);
  for (let warm = 0; warm < 30; warm += 1) await audience.deliver(() => ask(arm, SUBMIT, { input: { text: audience.mark() } }));
  const cpuBefore = cpuMsOf(arm.pid);
  const latencies: number[] = [];
  const answers: number[] = [];
  for (let event = 0; event < events; event += 1) {
    const next = pause(everyMs);
    latencies.push(await audience.deliver(async () => answers.push(await ask(arm, SUBMIT, { input: { text: audience.mark() } }))));
    await next;
  }
  const cpuMs = cpuMsOf(arm.pid) - cpuBefore;
  await audience.close();
  return {
    "µs of CPU a delivery": (cpuMs * 1000) / (events * subscribers),
    "last screen p50 ms": quantile(latencies, 0.5),
    "last screen p99 ms": quantile(latencies, 0.99),
    "answer p50 ms": median(answers),
  };
}

/** As many events as eight callers can bring in, each to every subscriber. */
export async function saturation(arm: Arm, { subscribers, events }: { subscribers: number; events: number }): Promise<Figures> {
  const audience = await openAudience(arm, subscribers);
  const cpuBefore = cpuMsOf(arm.pid);
  const startedAt = performance.now();
  let left = events;
  const deliveries: Promise<number>[] = [];
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const text = audience.mark();
      deliveries.push(audience.delivered(text));
      await ask(arm, SUBMIT, { input: { text } });
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
  await Promise.all(deliveries);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuMs = cpuMsOf(arm.pid) - cpuBefore;
  await audience.close();
  return { "deliveries a second": (events * subscribers) / seconds, "µs of CPU a delivery": (cpuMs * 1000) / (events * subscribers) };
}

/** Submissions by so many callers at once, with nobody watching. */
export async function mutations(arm: Arm, { callers, each }: { callers: number; each: number }): Promise<Figures> {
  const submit = () => ask(arm, SUBMIT, { input: { text: aText() } });
  for (let warm = 0; warm < 50; warm += 1) await submit();
  const startedAt = performance.now();
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let count = 0; count < each; count += 1) times.push(await submit());
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
  const alone: number[] = [];
  const watched: number[] = [];
  const submit = async (times: number[], text: string) => {
    const next = pause(EVERY_MS);
    times.push(await ask(arm, SUBMIT, { input: { text } }));
    await next;
  };
  for (let event = 0; event < events; event += 1) await submit(alone, aText());
  const audience = await openAudience(arm, subscribers);
  for (let event = 0; event < events; event += 1) await submit(watched, audience.mark());
  await audience.close();
  return { "answer watched / alone": median(watched) / median(alone), "alone p50 ms": median(alone), "watched p50 ms": median(watched) };
}

export async function lists(arm: Arm, { count }: { count: number }): Promise<Figures> {
  for (let warm = 0; warm < 30; warm += 1) await ask(arm, LIST, { filter: FILTER });
  const cpuBefore = cpuMsOf(arm.pid);
  const times: number[] = [];
  for (let asked = 0; asked < count; asked += 1) times.push(await ask(arm, LIST, { filter: FILTER }));
  return { "ms of CPU a list": (cpuMsOf(arm.pid) - cpuBefore) / count, "answer p50 ms": median(times) };
}

export async function idleMemory(arm: Arm, { subscribers }: { subscribers: number }): Promise<Figures> {
  const before = memoryMbOf(arm.pid);
  const audience = await openAudience(arm, subscribers);
  await pause(2_000);
  const kilobytes = ((memoryMbOf(arm.pid) - before) * 1024) / subscribers;
  await audience.close();
  return { "KB a subscriber": kilobytes };
}

/** Subscribers in a process of their own. A text with a mark is followed until the last of them has it. */
async function openAudience(arm: Arm, count: number) {
  const child = fork(join(ROOT, "tests/load/subscribers.ts"), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") },
  });
  const waiting = new Map<number, (atMs: number) => void>();
  const opened = Promise.withResolvers<void>();
  child.on("message", (told: Told) => {
    if (told.kind === "open") opened.resolve();
    else waiting.get(told.mark)?.(told.atMs);
  });
  child.on("exit", (code) => opened.reject(new Error(`The subscribers ended with ${code}`)));
  const open: OpenSubscribers = { url: arm.url.replace("http", "ws"), headers: arm.headers, count, query: FEED };
  child.send(open);
  await opened.promise;
  // A subscription stands when an event has reached everybody: the first ones may come before.
  await pause(1_000);
  const mark = () => {
    marks += 1;
    return `MARK${marks} ${aText()}`;
  };
  const delivered = (text: string) =>
    new Promise<number>((resolve) => {
      waiting.set(Number(/MARK(\d+)/.exec(text)?.[1]), resolve);
    });
  return {
    mark,
    delivered,
    /** Milliseconds from the call to the last subscriber's screen: the commit, which nobody outside sees, lies between them. */
    async deliver(submit: () => Promise<unknown>): Promise<number> {
      const arriving = delivered(`MARK${marks + 1}`);
      const calledAtMs = performance.timeOrigin + performance.now();
      await submit();
      return (await arriving) - calledAtMs;
    },
    async close() {
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      await pause(500);
    },
  };
}
