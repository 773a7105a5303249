import { setTimeout as pause } from "node:timers/promises";
import { signalGroup } from "../../../scripts/processes/group.mjs";
import type { Scenario } from "../harness/scenario.ts";
import { underLoad } from "../harness/under-load.ts";

export const postgresKilled: Scenario = {
  name: "postgres-killed",
  sentence: "PostgreSQL is killed and started again: back within ten seconds, nothing hangs, nothing acknowledged is lost",
  goal: { backWithinMs: 10_000, leastAcknowledged: 300, cutsAnswers: true },
  needs: { withWorkers: true },
  play: (stage) =>
    underLoad(stage, {
      warmUp: stage.draw.between(150, 400),
      after: 150,
      async inject() {
        stage.history.write({ kind: "fault", what: "kill -9 postgres" });
        signalGroup(stage.postgres.pid, "SIGKILL");
        await stage.postgres.exited;
        await pause(stage.draw.between(0, 2_000));
        const restartedAt = performance.now();
        stage.postgres = await stage.postgres.restart();
        return restartedAt;
      },
    }),
};
