/** More than this in one transaction would keep the live feed waiting. */
const LARGEST_FLUSH = 500;
const MOST_IN_FLIGHT = 2;
/** How often a flush that met another process is tried as it is before it is parted. */
const MOST_TRIES = 4;

/** Somebody else was quicker (unique, foreign key) or in the way (deadlock, serialization): a new look settles it. */
const MET_ANOTHER = new Set(["23505", "23503", "40P01", "40001"]);

interface Waiter<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: whoever comes while two flushes are under way shares the next one; whoever comes alone goes at once.
 * Each is answered after the commit. A job that the database refuses fails alone: the flush is parted until it stands by itself.
 */
export class Coalescer<Job, Result> {
  readonly #flush: (jobs: readonly Job[]) => Promise<readonly (Result | Error)[]>;
  readonly #sizeOf: (job: Job) => number;
  #queue: Waiter<Job, Result>[] = [];
  #inFlight = 0;
  #isScheduled = false;

  constructor({
    flush,
    sizeOf,
  }: {
    flush: (jobs: readonly Job[]) => Promise<readonly (Result | Error)[]>;
    sizeOf: (job: Job) => number;
  }) {
    this.#flush = flush;
    this.#sizeOf = sizeOf;
  }

  run(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#schedule();
    });
  }

  /** After the work of this turn, so that requests which arrived together are stored together. */
  #schedule(): void {
    if (this.#isScheduled || this.#inFlight >= MOST_IN_FLIGHT) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#start();
    });
  }

  #start(): void {
    while (this.#queue.length > 0 && this.#inFlight < MOST_IN_FLIGHT) {
      this.#inFlight += 1;
      void this.#settle(this.#next(), 1).finally(() => {
        this.#inFlight -= 1;
        if (this.#queue.length > 0) this.#schedule();
      });
    }
  }

  #next(): Waiter<Job, Result>[] {
    let size = 0;
    const end = this.#queue.findIndex(({ job }, place) => {
      size += this.#sizeOf(job);
      return place > 0 && size > LARGEST_FLUSH;
    });
    return this.#queue.splice(0, end === -1 ? this.#queue.length : end);
  }

  async #settle(waiters: readonly Waiter<Job, Result>[], tries: number): Promise<void> {
    try {
      const results = await this.#flush(waiters.map(({ job }) => job));
      for (const [place, { resolve, reject }] of waiters.entries()) {
        const result = results[place];
        if (result === undefined || result instanceof Error) reject(result ?? new Error("A flush left a caller without an answer"));
        else resolve(result);
      }
    } catch (error) {
      await this.#settleFailed(waiters, error, tries);
    }
  }

  async #settleFailed(waiters: readonly Waiter<Job, Result>[], error: unknown, tries: number): Promise<void> {
    if (tries < MOST_TRIES && MET_ANOTHER.has(codeOf(error))) return this.#settle(waiters, tries + 1);
    // Whether it was stored is unknown when the connection is lost, so nothing is sent twice: the caller's key settles it.
    if (waiters.length === 1 || !isSurelyUndone(error)) {
      for (const { reject } of waiters) reject(error);
      return;
    }
    const middle = Math.ceil(waiters.length / 2);
    await this.#settle(waiters.slice(0, middle), 1);
    await this.#settle(waiters.slice(middle), 1);
  }
}

/** The database answered that it refuses, or the values could not even be sent. Everything else may have been stored. */
function isSurelyUndone(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError || /^(?!08|53|57P)[0-9A-Z]{5}$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
