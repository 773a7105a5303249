import type { Bus, HeardHint } from "./bus.ts";

export interface WakeUpParts {
  readonly bus: Bus;
  /** Asks the log for its newest position, to be told with a hint. */
  readonly newest: () => Promise<HeardHint>;
}

/**
 * Tells readers, in this process and in others, that the log has grown. A hint only: a reader that misses it
 * finds the facts at its next poll. Listeners of this process are woken at once, others by the bus; many hints in
 * a row become one.
 */
export class WakeUps {
  readonly #listeners = new Set<(newest: HeardHint) => void>();
  readonly #bus: Bus;
  readonly #newest: () => Promise<HeardHint>;
  #sending: Promise<void> | undefined;
  #isDirty = false;
  #isListening = false;
  #isClosed = false;

  constructor({ bus, newest }: WakeUpParts) {
    this.#bus = bus;
    this.#newest = newest;
  }

  /** Called after a commit that appended to the log. Returns at once. */
  hint(): void {
    this.#wake(undefined);
    this.#isDirty = true;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /**
   * `wake` is called after hints of any process, with the newest position where another one told it: a reader
   * that has come as far has nothing to read. Returns how to stop listening.
   */
  onHint(wake: (newest: HeardHint) => void): () => void {
    this.#listeners.add(wake);
    if (!this.#isListening) {
      this.#isListening = true;
      this.#bus.listen((newest) => this.#wake(newest));
    }
    return () => this.#listeners.delete(wake);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#sending;
    await this.#bus.close();
  }

  #wake(newest: HeardHint): void {
    for (const wake of this.#listeners) wake(newest);
  }

  async #send(): Promise<void> {
    while (this.#isDirty && !this.#isClosed) {
      this.#isDirty = false;
      await this.#bus.send(await this.#newest().catch(() => undefined));
    }
  }
}
