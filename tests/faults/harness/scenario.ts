import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Stage, type StageNeeds } from "./stage.ts";
import { type Evidence, type Goal, judge, type Verdict } from "./verdict.ts";

export interface Scenario {
  readonly name: string;
  /** What holds, in a sentence. */
  readonly sentence: string;
  readonly goal: Goal;
  readonly needs?: Omit<StageNeeds, "seed" | "historyPath">;
  readonly play: (stage: Stage, size: Size) => Promise<Evidence>;
}

/** `small` fits into every run of the tests; `large` is the measure of the design. */
export type Size = "small" | "large";

export interface Round {
  readonly seed: number;
  readonly size: Size;
  /** Where the histories are kept. */
  readonly folder: string;
}

export async function playRound(scenario: Scenario, { seed, size, folder }: Round): Promise<Verdict> {
  mkdirSync(folder, { recursive: true });
  const historyPath = join(folder, `${scenario.name}-${seed}-${process.pid}.jsonl`);
  const stage = await Stage.set({ seed, historyPath, ...scenario.needs });
  let hasPassed = false;
  try {
    const evidence = await scenario.play(stage, size);
    const miscounted = (await stage.domain.opinionCounts.findDifferences()).length;
    const verdict = judge({ ...evidence, miscounted }, scenario.goal);
    hasPassed = verdict.complaints.length === 0;
    return verdict;
  } finally {
    await stage.strike({ keepLogs: !hasPassed });
  }
}
