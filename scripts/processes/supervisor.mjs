// @ts-check
// Keeps the services alive: one that dies is started again with a growing pause; one that keeps dying stops everything.
import { describeFailure, Interrupted, Refusal } from "../ground/refusal.mjs";
import { pause } from "./group.mjs";

const MINUTE_MS = 60_000;
const DEATHS_ALLOWED = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * @typedef {object} Running A service at work.
 * @property {number} pid
 * @property {Promise<string>} exited Resolves with its last log lines when it has ended.
 * @property {(withinMs: number) => Promise<void>} stop
 */

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {number} stopWithinMs How long it may take to end by itself.
 * @property {() => Promise<Running>} launch
 */

/**
 * What to do after a death: the pause before the next start, or null to give up.
 * @param {{ deathsMs: readonly number[], nowMs: number }} history times of all deaths, the present one included
 * @returns {number | null}
 */
export function pauseAfterDeath({ deathsMs, nowMs }) {
  const recent = deathsMs.filter((deathMs) => nowMs - deathMs < MINUTE_MS).length;
  if (recent > DEATHS_ALLOWED) return null;
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, recent - 1), LONGEST_PAUSE_MS);
}

export class Supervisor {
  /** @param {{ say: (line: string) => void }} options */
  constructor({ say }) {
    this.say = say;
    this.isStopping = false;
    /** @type {{ service: Service, running: Running | null, starting: Promise<void> | null }[]} */
    this.posts = [];
    /** @type {(error: unknown) => void} */
    this.fail = () => {};
    /** Rejects when a service dies too often. @type {Promise<never>} */
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => {}); // looked at when somebody waits for it
  }

  /**
   * Starts a service and keeps it. The first start may throw; later ones are tried again.
   * @param {Service} service
   */
  async keep(service) {
    if (this.isStopping) throw new Interrupted();
    /** @type {Supervisor["posts"][number]} */
    const post = { service, running: null, starting: null };
    this.posts.push(post);
    const first = service.launch().then((running) => {
      post.running = running;
    });
    // Stopping waits for a start under way, whatever comes of it: else it would leave the newborn behind.
    post.starting = first.catch(() => {});
    await first;
    void this.watchOver(post);
  }

  get isIdle() {
    return this.posts.length === 0;
  }

  /** Stops everything, last started first, and returns when nothing runs. */
  async stop() {
    this.isStopping = true;
    for (const post of [...this.posts].reverse()) {
      await post.starting;
      await post.running?.stop(post.service.stopWithinMs);
    }
  }

  /** @param {Supervisor["posts"][number]} post */
  async watchOver(post) {
    /** @type {number[]} */
    const deathsMs = [];
    for (;;) {
      const lastLines = post.running ? await post.running.exited : "";
      if (this.isStopping) return;
      deathsMs.push(performance.now());
      const pauseMs = pauseAfterDeath({ deathsMs, nowMs: performance.now() });
      if (pauseMs === null) {
        this.fail(keepsDying(post.service.name, lastLines));
        return;
      }
      this.say(`! ${post.service.name} dừng đột ngột, khởi động lại sau ${String(pauseMs / 1000).replace(".", ",")} giây`);
      await pause(pauseMs);
      if (this.isStopping) return;
      post.starting = this.startAgain(post);
      await post.starting;
    }
  }

  /** @param {Supervisor["posts"][number]} post */
  async startAgain(post) {
    post.running = null;
    try {
      post.running = await post.service.launch();
    } catch (error) {
      this.say(`! ${post.service.name}: ${describeFailure(error)}`);
    }
  }
}

/**
 * @param {string} name
 * @param {string} lastLines
 */
function keepsDying(name, lastLines) {
  return new Refusal(
    `${name} dừng quá ${DEATHS_ALLOWED} lần trong một phút nên Lắng Nghe dừng lại: hãy xem nhật ký ${name}.log trong thư mục logs.`,
    { details: lastLines },
  );
}
