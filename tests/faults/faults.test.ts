import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { removeGround } from "./harness/ground.ts";
import { playRound } from "./harness/scenario.ts";
import { CannotPlayHere } from "./harness/small-disk.ts";
import { describeVerdict } from "./harness/verdict.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const folder = mkdtempSync(join(tmpdir(), "langnghe-histories-"));
afterAll(async () => {
  await removeGround();
  await rm(folder, { recursive: true, force: true });
});

/** One small round of each; `npm run test:faults` plays more and larger ones. */
describe("a fault", () => {
  test.for(SCENARIOS)("$name: $sentence", { timeout: 180_000 }, async (scenario, { skip }) => {
    const seed = Math.floor(Math.random() * 1_000_000);
    try {
      const verdict = await playRound(scenario, { seed, size: "small", folder });
      console.log(`${scenario.name} seed ${seed}: ${describeVerdict(verdict)}`);
      expect(verdict.complaints, `${describeVerdict(verdict)} — npm run test:faults -- --only ${scenario.name} --seed ${seed}`).toEqual([]);
    } catch (error) {
      if (error instanceof CannotPlayHere) return skip(error.message);
      throw error;
    }
  });
});
