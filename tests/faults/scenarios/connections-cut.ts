import { until } from "../../support/until.ts";
import type { Scenario } from "../harness/scenario.ts";
import { query } from "../harness/truth.ts";
import { underLoad } from "../harness/under-load.ts";

const MOST_TURNS = 12;

export const connectionsCut: Scenario = {
  name: "connections-cut",
  sentence: "Each connection to PostgreSQL is cut in its turn, under load: what was cut off is tried again, and nobody misses anything",
  goal: { backWithinMs: 10_000, leastAcknowledged: 300, cutsAnswers: true },
  play: (stage) =>
    underLoad(stage, {
      warmUp: 150,
      after: 150,
      async inject({ load }) {
        // A connection at rest loses nothing: turn after turn, until answers were cut off.
        for (let turn = 0; turn < MOST_TURNS && (turn < 2 || load.unknown === 0); turn += 1) {
          const connections = await query<{ pid: number }>(
            stage.postgres.adminUrl,
            "SELECT pid FROM pg_stat_activity WHERE application_name IN ('langnghe api', 'langnghe hot path', 'langnghe wake-ups') ORDER BY pid",
          );
          for (const { pid } of connections) {
            stage.history.write({ kind: "fault", what: `pg_terminate_backend(${pid})` });
            await query(stage.postgres.adminUrl, "SELECT pg_terminate_backend($1)", [pid]);
            const before = load.acknowledged;
            await until("the others go on", () => load.acknowledged > before + 5, { withinMs: 10_000 });
          }
        }
        return undefined;
      },
    }),
};
