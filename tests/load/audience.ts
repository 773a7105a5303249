import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Arm } from "./arms/start-arm.ts";
import { ask } from "./ask.ts";
import type { OpenSubscribers, Told } from "./subscribers.ts";
import { aText } from "./texts.ts";

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename } }";
const FEED = "subscription { opinionFeed { cursor kind opinion { id text status receivedAt urgency } } }";

interface Waiter {
  /** Processes whose last subscriber has not had it. */
  left: number;
  lastMs: number;
  readonly tell: (atMs: number) => void;
}

/** What became of one submission. */
export interface Delivery {
  readonly answerMs: number;
  /** From the call to the last subscriber's screen: the commit, which nobody outside sees, lies between them. */
  readonly lastScreen: Promise<number>;
}

/** Subscribers in processes of their own, spread evenly over nodes; a marked text is followed until the last of them all has it. */
export class Audience {
  readonly #children: readonly ChildProcess[];
  readonly #waiting = new Map<number, Waiter>();
  #marks = 0;

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  /** `processes` is to be divided evenly by the number of nodes. */
  static async open(nodes: readonly Arm[], { count, processes = 1 }: { count: number; processes?: number }): Promise<Audience> {
    const children = Array.from({ length: processes }, () => fork(join(import.meta.dirname, "subscribers.ts")));
    const audience = new Audience(children);
    await Promise.all(
      children.map((child, part) => audience.#fill(child, { node: nodes[part % nodes.length], count: Math.ceil(count / processes) })),
    );
    // A subscription stands when an event can reach it, which nobody is told.
    await pause(1_500);
    return audience;
  }

  /** Resolves when the submission is answered. */
  async deliver(node: Arm): Promise<Delivery> {
    this.#marks += 1;
    const mark = this.#marks;
    const calledAtMs = performance.timeOrigin + performance.now();
    const arrived = new Promise<number>((tell) => this.#waiting.set(mark, { left: this.#children.length, lastMs: 0, tell }));
    const answerMs = await ask(node, SUBMIT, { input: { text: `MARK${mark} ${aText()}` } });
    return { answerMs, lastScreen: arrived.then((atMs) => atMs - calledAtMs) };
  }

  async close(): Promise<void> {
    for (const child of this.#children) {
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    await pause(500);
  }

  async #fill(child: ChildProcess, { node, count }: { node: Arm | undefined; count: number }): Promise<void> {
    const opened = Promise.withResolvers<void>();
    child.on("exit", (code) => opened.reject(new Error(`Subscribers ended with ${code}`)));
    child.on("message", (told: Told) => (told.kind === "open" ? opened.resolve() : this.#had(told.mark, told.atMs)));
    const open: OpenSubscribers = { url: (node?.url ?? "").replace("http", "ws"), headers: node?.headers ?? {}, count, query: FEED };
    child.send(open);
    await opened.promise;
  }

  #had(mark: number, atMs: number): void {
    const waiter = this.#waiting.get(mark);
    if (!waiter) return;
    waiter.left -= 1;
    waiter.lastMs = Math.max(waiter.lastMs, atMs);
    if (waiter.left > 0) return;
    this.#waiting.delete(mark);
    waiter.tell(waiter.lastMs);
  }
}

/** One submission with nobody to follow it. Milliseconds until the answer. */
export function submit(node: Arm, text = aText()): Promise<number> {
  return ask(node, SUBMIT, { input: { text } });
}
