import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Arm } from "../arms/start-arm.ts";
import type { OpenSubscribers, Told } from "../subscribers.ts";

const FEED = "subscription { opinionFeed { cursor kind opinion { id text status receivedAt urgency } } }";
/** Divided evenly by one, two and three nodes. */
const PARTS = 6;

/** Subscribers in processes of their own, spread evenly over nodes; a marked text is followed until the last of them all has it. */
export class Audience {
  readonly #children: readonly ChildProcess[];
  readonly #waiting = new Map<number, { left: number; lastMs: number; tell: (atMs: number) => void }>();

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  static async open(nodes: readonly Arm[], count: number): Promise<Audience> {
    const children = Array.from({ length: PARTS }, () => fork(join(import.meta.dirname, "../subscribers.ts")));
    const audience = new Audience(children);
    await Promise.all(children.map((child, part) => audience.#fill(child, { node: nodes[part % nodes.length], count: Math.ceil(count / PARTS) })));
    // A subscription stands when an event can reach it, which nobody is told.
    await pause(1_500);
    return audience;
  }

  /** When the last subscriber had this text, in milliseconds of the machine's clock. */
  delivered(mark: number): Promise<number> {
    return new Promise((tell) => this.#waiting.set(mark, { left: PARTS, lastMs: 0, tell }));
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
