import { until } from "../../support/until.ts";
import { ask } from "../harness/ask.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { SmallDisk } from "../harness/small-disk.ts";
import type { Stage } from "../harness/stage.ts";
import { query } from "../harness/truth.ts";
import { underLoad } from "../harness/under-load.ts";

const REFUSED = 40;
const LOOKS = 30;
const SPARE_SEGMENTS = 4;

export const diskFull: Scenario = {
  name: "disk-full",
  sentence: "The disk is full: reading goes on, writing is refused with a code, and when there is room again nothing acknowledged is missing",
  goal: { backWithinMs: 10_000, leastAcknowledged: 300, cutsAnswers: true },
  needs: { withSmallDisk: true },
  async play(stage) {
    const wrong: string[] = [];
    const key = await stage.aKey();
    const evidence = await underLoad(stage, {
      warmUp: 150,
      after: 150,
      async inject({ load }) {
        const disk = diskOf(stage);
        await spareSegments(stage);
        stage.history.write({ kind: "fault", what: "disk full" });
        disk.fill();
        await until("writing is refused", () => load.unknown >= REFUSED, { withinMs: 30_000 });
        wrong.push(...(await look(stage, key)));
        disk.makeRoom();
        return undefined;
      },
    });
    return { ...evidence, wrong };
  },
};

/**
 * Opinions need new blocks long before the log of PostgreSQL needs a new file: so it has some at hand, as a server has
 * that has run for a while. Without one it stops, and comes back when there is room.
 */
async function spareSegments(stage: Stage): Promise<void> {
  for (let count = 0; count < SPARE_SEGMENTS; count += 1) {
    await query(stage.postgres.adminUrl, "SELECT pg_logical_emit_message(false, 'fault', 'harness')");
    await query(stage.postgres.adminUrl, "SELECT pg_switch_wal()");
  }
  await query(stage.postgres.adminUrl, "CHECKPOINT");
}

/**
 * What the public reads is read as ever. Reading an opinion is a writing too, since it is audited, and nobody reads
 * one unaudited: that is refused with the same code.
 */
async function look(stage: Stage, key: string): Promise<string[]> {
  const wrong: string[] = [];
  for (let count = 0; count < LOOKS; count += 1) {
    const articles = await ask(stage.url, { query: "{ articles(first: 5) { edges { node { id } } } }" });
    if (articles.status !== 200 || articles.code !== undefined) wrong.push(`reading articles failed with ${articles.status} ${articles.code ?? ""}`);
    const { code } = await ask(stage.url, { query: "{ opinions(first: 5) { edges { node { id } } } }" }, { key });
    if (code !== undefined && code !== "SERVICE_UNAVAILABLE") wrong.push(`reading opinions failed with ${code}`);
  }
  return [...new Set(wrong)];
}

function diskOf({ disk }: Stage): SmallDisk {
  if (!disk) throw new Error("This scenario needs a disk of its own");
  return disk;
}
