import fc from "fast-check";

/** Draws whole numbers from a seed: the same seed gives the same draws, so that a round can be played again. */
export class Draw {
  readonly seed: number;
  #count = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  between(min: number, max: number): number {
    this.#count += 1;
    const [value = min] = fc.sample(fc.noBias(fc.integer({ min, max })), { seed: this.seed * 1_000 + this.#count, numRuns: 1 });
    return value;
  }

  oneOf<Value>(values: readonly Value[]): Value {
    const value = values[this.between(0, values.length - 1)];
    if (value === undefined) throw new Error("Nothing to draw from");
    return value;
  }
}
