import pg from "pg";
import { until } from "../../support/until.ts";
import { aDesk, anApproved, type Desk, publish } from "../harness/desk.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { query } from "../harness/truth.ts";
import { conclude, gather } from "../harness/under-load.ts";

const ANSWERED_EACH = 12;
const HANDED_IN_EACH = 60;
const BACK_WITHIN_MS = 20_000;

/** When the worker dies, seen from its work: an article goes out, and its opinions are to be answered, once. */
type Moment = (stage: Stage, goOut: () => Promise<unknown>, opinionIds: readonly string[]) => Promise<void>;

const before: Moment = async (stage, goOut) => {
  stage.kill("workers");
  await goOut();
};

/**
 * It has answered them all, and cannot note in the log how far it is: somebody reads that table undisturbed. There it dies.
 * The lock takes no transaction id, since behind one of those nobody could read the log any more.
 */
const between: Moment = async (stage, goOut) => {
  const holder = new pg.Client({ connectionString: stage.postgres.url, application_name: "fault harness" });
  holder.on("error", () => undefined);
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE event_consumer IN SHARE MODE");
  try {
    await goOut();
    await until("the worker stands still between its work and its mark", () => isWaiting(stage), { withinMs: 7_000 });
    stage.kill("workers");
  } finally {
    await holder.end();
  }
};

const after: Moment = async (stage, goOut, opinionIds) => {
  await goOut();
  await untilAnswered(stage, opinionIds);
  stage.kill("workers");
};

export const workerKilled: Scenario = {
  name: "worker-killed",
  sentence: "A worker is killed before, between and after answering opinions: it is back within five seconds, and each is answered once",
  goal: { backWithinMs: 5_000, leastAcknowledged: 150, cutsAnswers: false },
  needs: { withWorkers: true },
  async play(stage) {
    const crowd = await gather(stage, 0);
    const desk = await aDesk(stage);
    const wanted: string[] = [];
    let backMs = 0;
    for (const moment of [before, between, after]) {
      for (let count = 0; count < HANDED_IN_EACH; count += 1) await crowd.load.probe();
      const opinionIds = await takeUnanswered(stage);
      await until("the worker has read the whole log", () => hasReadAll(stage), { withinMs: 10_000 });
      wanted.push(...opinionIds.map((id) => `ANSWERED ${id}`));
      backMs = Math.max(backMs, await killAt(moment, { stage, desk, opinionIds }));
    }
    // The last worker is back when it does new work.
    const last = await takeUnanswered(stage);
    wanted.push(...last.map((id) => `ANSWERED ${id}`));
    await publish(stage, desk, await anApproved(stage, desk, last));
    await untilAnswered(stage, last);
    return { ...(await conclude(stage, crowd, backMs)), wanted };
  },
};

async function killAt(moment: Moment, { stage, desk, opinionIds }: { stage: Stage; desk: Desk; opinionIds: readonly string[] }): Promise<number> {
  const article = await anApproved(stage, desk, opinionIds);
  const pid = stage.pidOf("workers");
  await moment(stage, () => publish(stage, desk, article), opinionIds);
  const killedAt = performance.now();
  await until("the worker is there again", () => isNew(stage, pid), { withinMs: BACK_WITHIN_MS });
  await untilAnswered(stage, opinionIds);
  return performance.now() - killedAt;
}

/** A worker other than the one that was killed, and it has opened its connections. */
async function isNew(stage: Stage, oldPid: number | undefined): Promise<boolean> {
  const pid = stage.pidOf("workers");
  if (pid === undefined || pid === oldPid) return false;
  const rows = await query(stage.postgres.adminUrl, "SELECT FROM pg_stat_activity WHERE application_name = 'langnghe workers'");
  return rows.length > 0;
}

async function isWaiting(stage: Stage): Promise<boolean> {
  const rows = await query(
    stage.postgres.adminUrl,
    "SELECT FROM pg_stat_activity WHERE application_name = 'langnghe workers' AND wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}

async function hasReadAll(stage: Stage): Promise<boolean> {
  const rows = await query(
    stage.postgres.url,
    "SELECT FROM event WHERE (transaction_id, id) > (SELECT transaction_id, id FROM event_consumer WHERE name = 'articles/answer-opinions')",
  );
  return rows.length === 0;
}

async function takeUnanswered(stage: Stage): Promise<string[]> {
  const rows = await query<{ id: string }>(stage.postgres.url, "SELECT id FROM opinion WHERE status = 'RECEIVED' ORDER BY id LIMIT $1", [
    ANSWERED_EACH,
  ]);
  if (rows.length < ANSWERED_EACH) throw new Error("There are too few opinions to answer");
  return rows.map(({ id }) => id);
}

async function untilAnswered(stage: Stage, opinionIds: readonly string[]): Promise<void> {
  await until(
    "the opinions are answered",
    async () => {
      const rows = await query(stage.postgres.url, "SELECT FROM opinion WHERE id = ANY($1::uuid[]) AND status = 'ANSWERED'", [opinionIds]);
      return rows.length === opinionIds.length;
    },
    { withinMs: BACK_WITHIN_MS },
  );
}
