import { describe, expect, test } from "vitest";
import { takingTurns } from "./turns.ts";

const compute = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe("a long computation", () => {
  test("lets others have a turn after each stretch", async () => {
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const turn = takingTurns();
    for (let step = 0; step < 5; step += 1) {
      compute(6);
      await turn();
    }
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  test("waits for nothing as long as it is short", () => {
    expect(takingTurns()()).toBeUndefined();
  });
});
