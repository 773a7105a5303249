import { createDomain, type Domain } from "@langnghe/domain";
import type { Clock } from "@langnghe/domain/foundation";
import { ask } from "../harness/ask.ts";
import { aDesk, anApproved, publish } from "../harness/desk.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { query } from "../harness/truth.ts";
import { conclude, gather } from "../harness/under-load.ts";

const HOUR_MS = 3_600_000;
const ARTICLES = 10;
const WAITING = 20;
const MOST_JUMPS = 400;
/** Everything that waits is due by then: an opinion waits for a day at most. */
const ALL_DUE_MS = 26 * HOUR_MS;
const WORKERS_AT_ONCE = 3;
const SUBMIT_LATER = `mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { ... on SubmitOpinionPayload { receipt } } }`;

/** A clock that is set forwards and backwards, as by a careless hand or a time server that comes and goes. */
class JumpingClock implements Clock {
  #now: number;
  latest: number;

  constructor(start: number) {
    this.#now = start;
    this.latest = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  jumpBy(ms: number): void {
    this.#now += ms;
    this.latest = Math.max(this.latest, this.#now);
  }
}

export const clockJumps: Scenario = {
  name: "clock-jumps",
  sentence: "The clock of the schedule jumps to and fro: what waits for its moment comes out once, and never before it",
  goal: { backWithinMs: 1_000, leastAcknowledged: 50, cutsAnswers: false },
  async play(stage) {
    const crowd = await gather(stage, 1);
    const start = Date.now();
    const dueAt = new Map([...(await planArticles(stage, start)), ...(await planOpinions(stage))]);
    const clock = new JumpingClock(start);
    const domain = await createDomain({ dataSource: stage.domain.dataSource, databaseUrl: stage.postgres.url, clock });
    const wrong = new Set<string>();
    for (let count = 0; count < MOST_JUMPS && clock.latest < start + ALL_DUE_MS; count += 1) {
      clock.jumpBy(stage.draw.between(-2 * HOUR_MS, 3 * HOUR_MS));
      await runSchedule(domain);
      for (const name of await readOut(stage)) if ((dueAt.get(name) ?? 0) > clock.latest) wrong.add(`${name} came out before its moment`);
    }
    await domain.close();
    const out = await readOut(stage);
    for (const name of dueAt.keys()) {
      const times = out.filter((each) => each === name).length;
      if (times !== 1) wrong.add(`${name} came out ${times} times`);
    }
    return { ...(await conclude(stage, crowd, 0)), wrong: [...wrong] };
  },
};

/** The tasks of the schedule, as several workers at once would run them. */
async function runSchedule({ articles, intake }: Domain): Promise<void> {
  await Promise.all(Array.from({ length: WORKERS_AT_ONCE }, () => Promise.all([articles.publishDue(), intake.releaseDue()])));
}

async function planArticles(stage: Stage, start: number): Promise<[string, number][]> {
  const desk = await aDesk(stage);
  const planned: [string, number][] = [];
  for (let count = 0; count < ARTICLES; count += 1) {
    const at = start + stage.draw.between(HOUR_MS, 20 * HOUR_MS);
    const { id } = await publish(stage, desk, await anApproved(stage, desk, []), new Date(at));
    planned.push([`article ${id}`, at]);
  }
  return planned;
}

async function planOpinions(stage: Stage): Promise<[string, number][]> {
  for (let count = 0; count < WAITING; count += 1) {
    const write = `chờ ${stage.draw.seed}-${count}`;
    const input = { text: `Để lát nữa ${write}`, idempotencyKey: `khóa gửi thật dài ${write}`, forward: "LATER" };
    stage.history.write({ kind: "invoke", write, text: input.text, key: input.idempotencyKey, unitId: "" });
    const { data, code = "NO_DATA", ms } = await ask(stage.url, { query: SUBMIT_LATER, variables: { input } });
    const receipt: string | undefined = data?.submitOpinion?.receipt;
    stage.history.write(receipt === undefined ? { kind: "fail", write, code, ms } : { kind: "ok", write, receipt, ms });
  }
  const rows = await query<{ text: string; release_at: Date }>(stage.postgres.url, "SELECT text, release_at FROM waiting_opinion");
  if (rows.length !== WAITING) throw new Error(`${rows.length} opinions wait instead of ${WAITING}`);
  return rows.map(({ text, release_at }) => [`opinion ${text}`, release_at.getTime()]);
}

/** What has come out so far: each publication and each released opinion, as often as it did. */
async function readOut(stage: Stage): Promise<string[]> {
  const rows = await query<{ name: string }>(
    stage.postgres.url,
    `SELECT 'article ' || subject_id AS name FROM event WHERE name = 'ArticlePublished'
     UNION ALL SELECT 'opinion ' || text FROM opinion WHERE text LIKE 'Để lát nữa %'`,
  );
  return rows.map(({ name }) => name);
}
