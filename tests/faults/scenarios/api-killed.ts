import type { Scenario } from "../harness/scenario.ts";
import { underLoad } from "../harness/under-load.ts";

export const apiKilled: Scenario = {
  name: "api-killed",
  sentence: "The api is killed in the middle of its work: it is back within five seconds, and nothing is lost or doubled",
  goal: { backWithinMs: 5_000, leastAcknowledged: 300, cutsAnswers: true },
  play: (stage) =>
    underLoad(stage, {
      warmUp: stage.draw.between(150, 400),
      after: 150,
      inject: async () => {
        stage.kill("api");
        return undefined;
      },
    }),
};
