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

/** How many sockets, where SOCKETS does not say. The measure of the design is 10,000; a tenth of it has passed on two cores. */
const SOCKETS: Readonly<Record<Size, number>> = { small: 200, large: 1_000 };
/** As many as one system may hold open. */
const EACH = 5;
const WRITE_EVERY_MS = 50;
/** So that the p99 is more than one bad moment. */
const LEAST_WORK = 100;
const WORK_P99_MS = 1_000;
const BACK_WITHIN_MS = 60_000;
const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";

export const socketsCut: Scenario = {
  name: "sockets-cut",
  sentence: "All readers lose their line at once and come back at once: nobody misses anything, and signing in and handing in stay quick",
  goal: { backWithinMs: BACK_WITHIN_MS, leastAcknowledged: 80, cutsAnswers: false },
  async play(stage, size) {
    const sockets = Number(process.env.SOCKETS ?? SOCKETS[size]);
    const crowd = await gather(stage, 0);
    const mass = await Mass.open(stage, { url: stage.url, each: EACH, after: crowd.start, keys: await keysFor(stage, sockets) });
    const work = new Work(stage, crowd.load);
    stage.atEnd(() => work.stop());
    await until("some opinions have been handed in", () => work.submits.length >= 5, { withinMs: 20_000 });
    stage.history.write({ kind: "fault", what: `${sockets} sockets cut` });
    const cutAt = performance.now();
    await mass.cut();
    await until("all follow again", async () => (await mass.report()).following === sockets, { withinMs: BACK_WITHIN_MS });
    const after = (await readLog(stage.postgres.url)).length;
    await until("all have read what came meanwhile", async () => (await mass.report()).leastItems >= after, { withinMs: BACK_WITHIN_MS });
    const backMs = performance.now() - cutAt;
    await until("people have done their work", () => work.isEnough, { withinMs: BACK_WITHIN_MS });
    await work.stop();
    const log = await readLog(stage.postgres.url);
    await until("all have read everything", async () => (await mass.report()).leastItems >= log.length, { withinMs: BACK_WITHIN_MS });
    const evidence = await conclude(stage, crowd, backMs);
    const all = new Set(Object.values(UNITS).map(({ id }) => id));
    return {
      ...evidence,
      readers: [...evidence.readers, ...(await mass.items()).map((items, place) => ({ name: `người đọc ${place}`, unitIds: all, items }))],
      wrong: work.complaints((await mass.report()).refusals),
    };
  },
};

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
      await pause(WRITE_EVERY_MS);
    }
  }

  async #signInOn(): Promise<void> {
    const { email, password } = await this.stage.aStaffMember("MODERATOR");
    while (!this.#isStopped) {
      const { ms, data, code = "NO_DATA" } = await ask(this.stage.url, { query: SIGN_IN, variables: { input: { email, password } } });
      this.signIns.push(ms);
      if (!data) this.failures.push(`signing in failed with ${code} after ${ms.toFixed(0)} ms`);
      await pause(WRITE_EVERY_MS);
    }
  }
}
