/** So many that their turn takes some milliseconds. */
const PER_TURN = 20;

/**
 * Lets a few through in each turn of the event loop, in their order. When ten thousand come at once, whoever asks something
 * over HTTP meanwhile is answered between them.
 */
export class Turnstile {
  #waiting: (() => void)[] = [];
  #isTurning = false;

  enter(work: () => void): void {
    this.#waiting.push(work);
    this.#turn();
  }

  #turn(): void {
    if (this.#isTurning || this.#waiting.length === 0) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      for (const work of this.#waiting.splice(0, PER_TURN)) work();
      this.#turn();
    });
  }
}
