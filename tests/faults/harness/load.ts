import { setTimeout as pause } from "node:timers/promises";
import { UNITS } from "../../support/small-union.ts";
import { ask } from "./ask.ts";
import type { History } from "./history.ts";
import { aTextOfItsOwn } from "./texts.ts";

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename ... on SubmitOpinionPayload { receipt } } }";
const AFTER_REFUSAL_MS = 50;
const SETTLE_TRIES = 40;
/** After these nothing is known: the work may have been done before the answer was lost. */
export const LEAVES_UNKNOWN = new Set(["SERVICE_UNAVAILABLE", "INTERNAL_SERVER_ERROR", "NO_ANSWER", "HANGING"]);
const PLACES = [UNITS.union.id, UNITS.plantA.id, UNITS.boilers.id, UNITS.plantB.id];

interface Write {
  readonly name: string;
  readonly text: string;
  readonly key: string;
  readonly unitId: string;
}

export interface LoadOptions {
  readonly url: () => string;
  readonly history: History;
  /** Begins every text and key of this load, so that no two rounds share one. */
  readonly label: string;
  /** One system hands them all in, since an idempotency key is its caller's own. */
  readonly systemKey: string;
  readonly writers: number;
}

/** An outside system that hands in opinions whose texts and idempotency keys are known beforehand, each writer as fast as it is answered. */
export class Load {
  /** When each text was acknowledged, and how long that took. */
  readonly acknowledgedAt = new Map<string, number>();
  readonly times: number[] = [];
  readonly #options: LoadOptions;
  readonly #unsettled = new Set<Write>();
  readonly #running: Promise<void>[];
  #count = 0;
  #acknowledged = 0;
  #unknown = 0;
  #isStopped = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#running = Array.from({ length: options.writers }, () => this.#writeOn());
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  get unknown(): number {
    return this.#unknown;
  }

  /** One more opinion, outside of the writers' own pace. True when it was acknowledged. */
  async probe(): Promise<string | undefined> {
    const write = this.#next();
    return (await this.#send(write)) ? write.text : undefined;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  /** Whoever got no answer asks again with the same key, until there is one. */
  async settle(): Promise<void> {
    for (const write of [...this.#unsettled]) {
      for (let tries = 0; tries < SETTLE_TRIES && !(await this.#send(write)); tries += 1) await pause(AFTER_REFUSAL_MS);
    }
  }

  async #writeOn(): Promise<void> {
    while (!this.#isStopped) if (!(await this.#send(this.#next()))) await pause(AFTER_REFUSAL_MS);
  }

  #next(): Write {
    const number = this.#count++;
    const name = `${this.#options.label}-${number}`;
    return { name, text: aTextOfItsOwn(name), key: `khóa gửi ${name}`, unitId: PLACES[number % PLACES.length] ?? UNITS.union.id };
  }

  async #send(write: Write): Promise<boolean> {
    const { history, url, systemKey } = this.#options;
    const { name, text, key: idempotencyKey, unitId } = write;
    history.write({ kind: "invoke", write: name, text, key: idempotencyKey, unitId });
    const {
      data,
      code = "NO_DATA",
      ms,
    } = await ask(url(), { query: SUBMIT, variables: { input: { text, idempotencyKey, unitId } } }, { key: systemKey });
    const receipt: string | undefined = data?.submitOpinion?.receipt;
    if (receipt !== undefined) {
      history.write({ kind: "ok", write: name, receipt, ms });
      this.#acknowledged += 1;
      this.acknowledgedAt.set(text, performance.now());
      this.times.push(ms);
      this.#unsettled.delete(write);
      return true;
    }
    const isUnknown = LEAVES_UNKNOWN.has(code);
    history.write({ kind: isUnknown ? "unknown" : "fail", write: name, code, ms });
    if (isUnknown) {
      this.#unknown += 1;
      this.#unsettled.add(write);
    }
    return false;
  }
}
