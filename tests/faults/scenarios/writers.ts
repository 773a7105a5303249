import { isDatabaseAway } from "@langnghe/domain/database";
import { runWriter, type Write, type WritersWorld } from "../../support/log-writers.ts";
import type { UnitName } from "../../support/small-union.ts";
import { UNITS } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { query } from "../harness/truth.ts";
import { conclude, gather } from "../harness/under-load.ts";

const WRITERS = 24;
/** How many facts each leaves in the log: the opinion, and a decision on it. */
const FACTS = { quick: 1, slow: 1, held: 1, rolledBack: 0, decided: 2, setAside: 2 } as const;
const MANNERS = ["quick", "slow", "held", "rolledBack", "decided", "setAside"] as const;
const PLACES: readonly UnitName[] = ["union", "plantA", "plantB", "boilers", "turbines", "tiny"];

export const manyWriters: Scenario = {
  name: "writers",
  sentence:
    "Twenty-four writers with long, short, rolled-back and held-open transactions: every reader gets exactly what was committed, in its order",
  goal: { backWithinMs: 1_000, leastAcknowledged: 50, cutsAnswers: false },
  async play(stage, size) {
    const crowd = await gather(stage, 2);
    const moderator = await stage.aModerator();
    const each = size === "small" ? 12 : 40;
    const plans = Array.from({ length: WRITERS }, () =>
      Array.from({ length: each }, (): Write => ({ unit: stage.draw.oneOf(PLACES), word: "Chuyện", manner: stage.draw.oneOf(MANNERS) })),
    );
    const world = worldOf(stage);
    await Promise.all(plans.map((writes) => runWriter(world, moderator, writes)));
    await until("the api has taken in enough beside them", () => crowd.load.acknowledged >= 60, { withinMs: 30_000 });
    const evidence = await conclude(stage, crowd, 0);
    const committed = plans.flat().reduce((sum, { manner }) => sum + FACTS[manner], 0) + crowd.load.acknowledged;
    return {
      ...evidence,
      wrong: evidence.log.length === committed ? [] : [`${committed} facts were committed, ${evidence.log.length} are in the log`],
    };
  },
};

function unlessAway(error: unknown): false {
  if (isDatabaseAway(error)) return false;
  throw error;
}

function worldOf(stage: Stage): WritersWorld {
  return {
    databaseUrl: stage.postgres.url,
    domain: stage.domain,
    async anOpinion({ text, unit }) {
      const system = { kind: "system", name: "fault harness" } as const;
      const batch = { channel: "FANPAGE", opinions: [{ text, unitCode: UNITS[unit].code }], idempotencyKey: text };
      // Two dozen at once wait for few connections: whoever waits too long asks again.
      await until("it is taken in", () => stage.domain.intake.submitBatch(batch, system).catch(unlessAway), { withinMs: 20_000 });
      const [row] = await query<{ id: string }>(stage.postgres.url, "SELECT id FROM opinion WHERE text = $1", [text]);
      if (!row) throw new Error("An opinion that was taken in is not there");
      return row;
    },
  };
}
