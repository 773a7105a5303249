/**
 * `npm run test:faults -- [--rounds 3] [--only NAME] [--seed N] [--size small|large]`: the scenarios one after the other, in
 * rounds. Each round prints its seed and its verdict; the history of each stays in the folder that is named at the end.
 */
import "reflect-metadata";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { removeGround } from "./harness/ground.ts";
import { playRound, type Size } from "./harness/scenario.ts";
import { CannotPlayHere } from "./harness/small-disk.ts";
import { describeVerdict } from "./harness/verdict.ts";
import { SCENARIOS } from "./scenarios/index.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { rounds: text, only: text, seed: text, size: text } });
const rounds = Number(values.rounds ?? 3);
const firstSeed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const size: Size = values.size === "small" ? "small" : "large";
const chosen = SCENARIOS.filter(({ name }) => values.only === undefined || name.includes(values.only));
const folder = mkdtempSync(join(tmpdir(), "langnghe-histories-"));

let failures = 0;
for (const scenario of chosen) {
  console.log(`\n${scenario.name}: ${scenario.sentence}`);
  for (let round = 0; round < rounds; round += 1) failures += (await playOne(firstSeed + round)) ? 0 : 1;

  async function playOne(seed: number): Promise<boolean> {
    try {
      const verdict = await playRound(scenario, { seed, size, folder });
      console.log(`  seed ${seed}: ${describeVerdict(verdict)}`);
      return verdict.complaints.length === 0;
    } catch (error) {
      if (error instanceof CannotPlayHere) {
        console.log(`  not played: ${error.message}`);
        return true;
      }
      console.log(`  seed ${seed}: FAILED: ${error instanceof Error ? error.stack : error}`);
      return false;
    }
  }
}
await removeGround();
const played = chosen.length * rounds;
console.log(`\n${played - failures} passed, ${failures} failed. Histories: ${folder}`);
process.exit(failures > 0 || played === 0 ? 1 : 0);
