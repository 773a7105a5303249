import { setTimeout as pause } from "node:timers/promises";
import { UNITS } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { type ClaimRow, judgeClaims } from "../harness/claim-verdict.ts";
import { Draw } from "../harness/draw.ts";
import { readHistory } from "../harness/history.ts";
import { Moderator } from "../harness/moderator.ts";
import type { Scenario, Size } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { aTextOfItsOwn } from "../harness/texts.ts";
import { query } from "../harness/truth.ts";
import { type Crowd, conclude, gather } from "../harness/under-load.ts";

const MODERATORS: Readonly<Record<Size, number>> = { small: 8, large: 20 };
/** How often each fault strikes. */
const TURNS: Readonly<Record<Size, number>> = { small: 1, large: 4 };
/** As many as one answer can tell who holds them. The load hands in elsewhere. */
const OPINIONS = 100;
const PLACE = "tiny";
const CLAIMS_BETWEEN_FAULTS = 150;
const RUN_OUT_EVERY_MS = 25;
const LEAST = { claimed: 150, refused: 50, lateRefused: 5, ranOut: 20, unknown: 1 } as const;

export const claimsRaced: Scenario = {
  name: "claims-raced",
  sentence:
    "Moderators race for claims while the api is killed and its lines are cut: a number has one holder, what was granted stays granted, and a late save is refused",
  goal: { backWithinMs: 5_000, leastAcknowledged: 100, cutsAnswers: true },
  needs: { withNetwork: true },
  async play(stage, size) {
    const crowd = await gather(stage, 2);
    const race = await startRace(stage, MODERATORS[size]);
    await race.goOn();
    let backMs = 0;
    for (let turn = 0; turn < TURNS[size]; turn += 1) {
      for (const fault of [killApi, cutAfterCommits, cutConnections]) {
        await fault(stage);
        backMs = Math.max(backMs, await timeBack(crowd));
        await race.goOn();
      }
    }
    await race.stop();
    const evidence = await conclude(stage, crowd, backMs);
    const verdict = judgeClaims(await claimEvidence(stage));
    const { complaints, ...counts } = verdict;
    const tooFew = Object.entries(LEAST).flatMap(([name, least]) => {
      const found = counts[name as keyof typeof LEAST];
      return found < least ? [`only ${found} of ${least} wanted: ${name}`] : [];
    });
    const told = `${counts.claimed} claims, ${counts.refused} conflicts, ${counts.ranOut} ran out, ${counts.lateRefused} late saves refused, ${counts.unknown} unknown and settled`;
    return { ...evidence, told, wanted: await savesTaken(stage), wrong: [...complaints, ...tooFew] };
  },
};

export interface Race {
  /** Waits until a good deal more was claimed. */
  goOn(): Promise<void>;
  stop(): Promise<void>;
}

/** Moderators over opinions that only they work on, and a clock that lets leases run out of which nobody thinks any more. */
export async function startRace(stage: Stage, count: number): Promise<Race> {
  const opinionIds = await someOpinions(stage);
  const moderators: Moderator[] = [];
  const people = [];
  for (let place = 0; place < count; place += 1) people.push(await stage.aStaffMember("MODERATOR", PLACE));
  for (const [place, { id, cookie }] of people.entries()) {
    const draw = new Draw(stage.draw.seed * 100 + place);
    moderators.push(new Moderator({ id, cookie, url: stage.url, history: stage.history, draw, opinionIds }));
  }
  let isStopped = false;
  const clock = letRunOut(stage, moderators, () => isStopped);
  const stop = async () => {
    await Promise.all(moderators.map((moderator) => moderator.stop()));
    isStopped = true;
    await clock;
  };
  stage.atEnd(stop);
  const claimed = () => moderators.reduce((sum, moderator) => sum + moderator.claimed, 0);
  const goOn = async () => {
    const before = claimed();
    await until("the race goes on", () => claimed() >= before + CLAIMS_BETWEEN_FAULTS, { withinMs: 20_000 });
  };
  return { goOn, stop };
}

export async function claimEvidence(stage: Stage) {
  const { url } = stage.postgres;
  const rows = await query<{ opinionId: string; number: number; holder: string | null }>(
    url,
    `SELECT subject_id AS "opinionId", fencing_number AS number, holder_id AS holder FROM claim`,
  );
  const log = await query<{ id: string; times: number }>(
    url,
    "SELECT subject_id AS id, count(*)::int AS times FROM event WHERE name = 'OpinionClaimed' GROUP BY subject_id",
  );
  const claimRows: ClaimRow[] = rows;
  return { history: readHistory(stage.history.path), rows: claimRows, claimsInLog: new Map(log.map(({ id, times }) => [id, times])) };
}

async function someOpinions(stage: Stage): Promise<string[]> {
  const opinions = Array.from({ length: OPINIONS }, (_, place) => ({
    text: aTextOfItsOwn(`nhận ${stage.draw.seed}-${place}`),
    unitCode: UNITS[PLACE].code,
  }));
  const outcomes = await stage.domain.intake.submitBatch({ channel: "FANPAGE", opinions }, { kind: "system", name: "fault harness" });
  return outcomes.flatMap((outcome) => (outcome.kind === "ACCEPTED" ? [outcome.opinionId] : []));
}

/**
 * Two minutes pass for one claim after the other of those that were walked away from; the schedule clears some of them away.
 * What ran out is written down first: from then on somebody else may have it.
 */
async function letRunOut(stage: Stage, moderators: readonly Moderator[], isStopped: () => boolean): Promise<void> {
  const done = new Set<string>();
  while (!isStopped()) {
    const waiting = moderators.flatMap(({ forgotten }) => forgotten).filter(({ opinionId, number }) => !done.has(`${opinionId} ${number}`));
    for (const { opinionId, number } of waiting.slice(0, 1)) {
      done.add(`${opinionId} ${number}`);
      stage.history.write({ kind: "claimRanOut", opinionId, number });
      await stage.domain.dataSource.query(
        "UPDATE claim SET expires_at = expires_at - interval '2 minutes' WHERE subject_id = $1 AND fencing_number = $2 AND holder_id IS NOT NULL",
        [opinionId, number],
      );
    }
    if (done.size % 5 === 0) await stage.domain.claims.releaseExpired();
    await pause(RUN_OUT_EVERY_MS);
  }
}

async function killApi(stage: Stage): Promise<void> {
  stage.kill("api");
}

async function cutAfterCommits(stage: Stage): Promise<void> {
  const { network } = stage;
  if (!network) throw new Error("This scenario needs a network of its own");
  stage.history.write({ kind: "fault", what: "network cut after COMMIT" });
  network.cutAfterCommits(stage.draw.between(10, 30));
  await until("the answers are cut off", () => network.hasCutAll, { withinMs: 20_000 });
}

async function cutConnections(stage: Stage): Promise<void> {
  stage.history.write({ kind: "fault", what: "all connections cut" });
  await query(stage.postgres.adminUrl, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'langnghe %'");
}

/** Milliseconds until an opinion is taken in again. */
async function timeBack({ load }: Crowd): Promise<number> {
  const overAt = performance.now();
  await until("an opinion is taken in again", () => load.probe(), { withinMs: 60_000 });
  return performance.now() - overAt;
}

/** A save that was acknowledged stands in the log, once. */
async function savesTaken(stage: Stage): Promise<string[]> {
  const history = readHistory(stage.history.path);
  const done = new Set(history.flatMap((line) => (line.kind === "claimAnswer" && line.code === "OpinionDecided" ? [line.call] : [])));
  return history.flatMap((line) => (line.kind === "claimAsk" && done.has(line.call) ? line.opinionIds.map((id) => `TRIAGED ${id}`) : []));
}
