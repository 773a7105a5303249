import type { Bus, HeardHint } from "./bus.ts";
import { comparePositions } from "./event-map.ts";

/**
 * Tells readers, in this process and in others, that the log has grown. A hint only: a reader that misses it
 * finds the facts at its next poll. Listeners of this process are woken at once, others by the bus; many hints in
 * a row become one.
 */
export class WakeUps {
  readonly #listeners = new Set<(newest: HeardHint) => void>();
  readonly #bus: Bus;
  #sending: Promise<void> | undefined;
  /** What the bus has still to be told. */
  #due: { readonly newest: HeardHint } | undefined;
  #isListening = false;
  #isClosed = false;

  constructor({ bus }: { readonly bus: Bus }) {
    this.#bus = bus;
  }

  /** Called after a commit that appended to the log, with where that ends if the caller knows. Returns at once. */
  hint(newest?: HeardHint): void {
    this.#wake(newest);
    this.#due = { newest: this.#due ? later(this.#due.newest, newest) : newest };
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /**
   * `wake` is called after hints of any process, with the newest position where the hint told it: a reader
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
    while (this.#due && !this.#isClosed) {
      const { newest } = this.#due;
      this.#due = undefined;
      await this.#bus.send(newest);
    }
  }
}

/** Where somebody does not know how far it went, nobody does. */
function later(one: HeardHint, other: HeardHint): HeardHint {
  return one && other && (comparePositions(one, other) > 0 ? one : other);
}
