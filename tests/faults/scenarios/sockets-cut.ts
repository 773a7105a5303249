import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { UNITS } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { ask } from "../harness/ask.ts";
import { Mass } from "../harness/mass.ts";
import type { Scenario, Size } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { p99Of } from "../harness/times.ts";
import { readLog } from "../harness/truth.ts";
import { conclude, gather } from "../harness/under-load.ts";

/** How many sockets, where SOCKETS does not say. */
const SOCKETS: Readonly<Record<Size, number>> = { small: 200, large: 10_000 };
/** As many as one system may hold open. */
const EACH = 5;
/** What people do meanwhile, one after the other; each opinion handed in is written to every socket. */
const WORK_EVERY_MS: Readonly<Record<Size, number>> = { small: 50, large: 400 };
/** So that the p99 is more than one bad moment. */
const LEAST_WORK = 100;
const WORK_P99_MS = 1_000;
const BACK_WITHIN_MS = 60_000;
/** Beyond the goal, so that a round that fails tells by how much. */
const GIVE_UP_MS = 180_000;
const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";

export const socketsCut: Scenario = {
  name: "sockets-cut",
  sentence: "All readers lose their line at once and come back at once: nobody misses anything, and signing in and handing in stay quick",
  goal: { backWithinMs: BACK_WITHIN_MS, leastAcknowledged: 80, cutsAnswers: false },
  async play(stage, size) {
    const sockets = Number(process.env.SOCKETS ?? SOCKETS[size]);
    const crowd = await gather(stage, 0);
    const mass = await Mass.open(stage, { url: stage.url, each: EACH, after: crowd.start, keys: await keysFor(stage, sockets) });
    const before = memoryOf(stage);
    const work = new Work(stage, crowd.load, WORK_EVERY_MS[size]);
    stage.atEnd(() => work.stop());
    await until("some opinions have been handed in", () => work.submits.length >= 5, { withinMs: 20_000 });
    stage.history.write({ kind: "fault", what: `${sockets} sockets cut` });
    const cutAt = performance.now();
    await mass.cut();
    await until("all follow again", async () => (await mass.report()).following === sockets, { withinMs: GIVE_UP_MS });
    const followMs = performance.now() - cutAt;
    const after = (await readLog(stage.postgres.url)).length;
    await until("all have read what came meanwhile", async () => (await mass.report()).leastItems >= after, { withinMs: GIVE_UP_MS });
    const backMs = performance.now() - cutAt;
    await until("people have done their work", () => work.isEnough, { withinMs: GIVE_UP_MS });
    await work.stop();
    const log = await readLog(stage.postgres.url);
    await until("all have read everything", async () => (await mass.report()).leastItems >= log.length, { withinMs: GIVE_UP_MS });
    const { refusals, closings } = await mass.report();
    const evidence = await conclude(stage, crowd, backMs);
    const all = new Set(Object.values(UNITS).map(({ id }) => id));
    return {
      ...evidence,
      readers: [
        ...evidence.readers,
        ...(await mass.lists()).map(({ items, readers }, place) => ({ name: `${readers} người đọc ${place}`, unitIds: all, items })),
      ],
      told: `${sockets} sockets follow after ${(followMs / 1_000).toFixed(1)} s; ${work.describe()}; closed ${JSON.stringify(closings)}; api ${before} MB, at most ${memoryOf(stage, "VmHWM")} MB`,
      wrong: work.complaints(refusals),
    };
  },
};

/** Megabytes of the api in memory, as the system counts them; undefined where it does not say. */
function memoryOf(stage: Stage, what: "VmRSS" | "VmHWM" = "VmRSS"): number | undefined {
  const path = `/proc/${stage.pidOf("api")}/status`;
  const [, kilobytes] = (existsSync(path) && new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(path, "utf8"))) || [];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

async function keysFor(stage: Stage, sockets: number): Promise<string[]> {
  const keys: string[] = [];
  for (let count = 0; count < sockets / EACH; count += 1) keys.push(await stage.aKey({ scopes: ["opinion:read"] }));
  return keys;
}

/** What people do meanwhile: they hand in and they sign in, at a quiet pace. */
class Work {
  readonly submits: number[] = [];
  readonly signIns: number[] = [];
  readonly failures: string[] = [];
  #isStopped = false;
  readonly #running: Promise<unknown>;

  constructor(
    private readonly stage: Stage,
    private readonly load: { probe(): Promise<string | undefined> },
    private readonly everyMs: number,
  ) {
    this.#running = Promise.all([this.#submitOn(), this.#signInOn()]);
  }

  get isEnough(): boolean {
    return this.submits.length >= LEAST_WORK && this.signIns.length >= LEAST_WORK;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  describe(): string {
    const p99 = (times: readonly number[]) => `${p99Of(times).toFixed(0)} ms`;
    return `p99 of handing in ${p99(this.submits)}, of signing in ${p99(this.signIns)}`;
  }

  complaints(refusals: readonly string[]): string[] {
    const slow = (what: string, times: readonly number[]) =>
      p99Of(times) > WORK_P99_MS ? [`${what} took ${p99Of(times).toFixed(0)} ms (p99 of ${times.length})`] : [];
    return [
      ...slow("handing in", this.submits),
      ...slow("signing in", this.signIns),
      ...(this.failures.length > 0 ? [`${this.failures.length} tries failed, as ${this.failures[0]}`] : []),
      ...refusals.map((code) => `a reader was refused with ${code}`),
    ];
  }

  async #submitOn(): Promise<void> {
    while (!this.#isStopped) {
      const startedAt = performance.now();
      const isTakenIn = (await this.load.probe()) !== undefined;
      this.submits.push(performance.now() - startedAt);
      if (!isTakenIn) this.failures.push("handing in failed");
      await pause(this.everyMs);
    }
  }

  async #signInOn(): Promise<void> {
    const { email, password } = await this.stage.aStaffMember("MODERATOR");
    while (!this.#isStopped) {
      const { ms, data, code = "NO_DATA" } = await ask(this.stage.url, { query: SIGN_IN, variables: { input: { email, password } } });
      this.signIns.push(ms);
      if (!data) this.failures.push(`signing in failed with ${code} after ${ms.toFixed(0)} ms`);
      await pause(this.everyMs);
    }
  }
}
