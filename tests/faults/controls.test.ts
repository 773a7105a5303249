import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../support/until.ts";
import { removeGround } from "./harness/ground.ts";
import type { Line } from "./harness/history.ts";
import { Stage } from "./harness/stage.ts";
import { query, readLog, readStored } from "./harness/truth.ts";
import { conclude, gather } from "./harness/under-load.ts";
import { type Evidence, type Goal, judge } from "./harness/verdict.ts";

const GOAL: Goal = { backWithinMs: 1_000, leastAcknowledged: 40, cutsAnswers: false };

/** A round in which nothing went wrong; each control spoils it in one way, and the verdict has to notice. */
let stage: Stage;
let sound: Evidence;
const folder = mkdtempSync(join(tmpdir(), "langnghe-controls-"));
beforeAll(async () => {
  stage = await Stage.set({ seed: 1, historyPath: join(folder, "controls.jsonl") });
  const crowd = await gather(stage, 4);
  await until("there is something to spoil", () => crowd.load.acknowledged >= 60, { withinMs: 20_000 });
  sound = await conclude(stage, crowd, 0);
});
afterAll(async () => {
  await stage.strike({ keepLogs: false });
  await removeGround();
  await rm(folder, { recursive: true, force: true });
});

const complaintsOf = (evidence: Evidence, goal: Goal = GOAL) => judge(evidence, goal).complaints.join("; ");
/** The history with the lines of one reader changed. */
const withReader = (name: string, change: (seen: Line[]) => Line[]): Evidence => ({
  ...sound,
  history: [...sound.history.filter((line) => !isOf(name)(line)), ...change(sound.history.filter(isOf(name)))],
});
const isOf = (name: string) => (line: Line) => line.kind === "seen" && line.reader === name;
const READER = "cả công đoàn";

test("a sound round passes", () => {
  expect(complaintsOf(sound)).toBe("");
});

describe("the verdict fails when", () => {
  test("an opinion that was acknowledged has gone from the database behind the product's back", async () => {
    const { url, adminUrl } = stage.postgres;
    const gone = await query(adminUrl.replace(/\/postgres$/, new URL(url).pathname), DELETE_ONE);
    expect(gone.length).toBe(1);
    const verdict = judge({ ...sound, stored: await readStored(url), log: await readLog(url) }, GOAL);
    expect(verdict.lost).toBeGreaterThan(0);
    expect(verdict.complaints.join("; ")).toMatch(/lost/);
  });

  test("a queue counts one too many", async () => {
    await stage.domain.opinionCounts.recount();
    expect(await stage.domain.opinionCounts.findDifferences()).toEqual([]);
    await query(stage.postgres.url, "UPDATE opinion_count SET n = n + 1 WHERE ctid = (SELECT ctid FROM opinion_count LIMIT 1)");
    const miscounted = (await stage.domain.opinionCounts.findDifferences()).length;
    expect(complaintsOf({ ...sound, miscounted })).toBe("1 counts say something else than the rows");
  });

  test("an acknowledged opinion is not stored", () => {
    expect(complaintsOf({ ...sound, stored: sound.stored.slice(1) })).toMatch(/^1 lost/);
  });

  test("an opinion is stored and the log does not tell of it", () => {
    expect(complaintsOf({ ...sound, log: sound.log.slice(1) })).toMatch(/lost/);
  });

  test("an opinion is stored twice", () => {
    expect(complaintsOf({ ...sound, stored: [...sound.stored, ...sound.stored.slice(0, 1)] })).toMatch(/1 doubled/);
  });

  test("the log tells of an opinion twice", () => {
    expect(complaintsOf({ ...sound, log: [...sound.log, ...sound.log.slice(0, 1)] })).toMatch(/1 doubled/);
  });

  test("two calls with one key got two receipts", () => {
    const ok = sound.history.find((line) => line.kind === "ok");
    expect(ok).toBeDefined();
    const other = { ...ok, receipt: "another one" } as Line;
    expect(complaintsOf({ ...sound, history: [...sound.history, other] })).toMatch(/1 doubled/);
  });

  test("a reader missed one", () => {
    expect(complaintsOf(withReader(READER, (seen) => seen.slice(1)))).toBe("1 lost");
  });

  test("a reader got one twice", () => {
    expect(complaintsOf(withReader(READER, (seen) => [...seen, ...seen.slice(-1)]))).toBe("1 doubled");
  });

  test("a reader got two in the wrong order", () => {
    expect(complaintsOf(withReader(READER, ([first, second, ...rest]) => [second, first, ...rest].filter((line) => line !== undefined)))).toBe(
      "1 reordered",
    );
  });

  test("a reader of one plant was shown another's", () => {
    const [narrow, wide] = [sound.readers.find(({ name }) => name === "nhà máy A"), sound.log.find(({ unitId }) => unitId?.endsWith("0003"))];
    const shown: Line = { kind: "seen", reader: narrow?.name ?? "", item: `${wide?.kind} ${wide?.opinionId}` };
    expect(complaintsOf({ ...sound, history: [...sound.history, shown] })).toBe("1 shown that were not to be shown");
  });

  test("a wanted fact did not come about", () => {
    expect(complaintsOf({ ...sound, wanted: [`ANSWERED ${sound.stored[0]?.id}`] })).toBe("1 lost");
  });

  test("a call without an answer was never settled", () => {
    const lines: Line[] = [
      { kind: "invoke", write: "x", text: "x", key: "x", unitId: "" },
      { kind: "unknown", write: "x", code: "NO_ANSWER", ms: 1 },
    ];
    expect(complaintsOf({ ...sound, history: [...sound.history, ...lines] })).toBe("1 never settled");
  });

  test("the fault hit nothing, too little was acknowledged, it took too long, or somebody hung", () => {
    expect(complaintsOf(sound, { ...GOAL, cutsAnswers: true })).toMatch(/the fault hit nothing/);
    expect(complaintsOf(sound, { ...GOAL, leastAcknowledged: 10_000 })).toMatch(/only \d+ acknowledged/);
    expect(complaintsOf({ ...sound, backMs: 2_000 })).toBe("back after 2.0 s instead of 1.0 s");
    const slow = sound.history.map((line) => (line.kind === "ok" ? { ...line, ms: 16_000 } : line));
    expect(complaintsOf({ ...sound, history: slow })).toBe("an answer took 16.0 s");
  });

  test("an error came without a code that says what to do", () => {
    const [invoke] = sound.history.filter((line) => line.kind === "invoke");
    const line: Line = { kind: "unknown", write: invoke?.write ?? "", code: "INTERNAL_SERVER_ERROR", ms: 1 };
    expect(complaintsOf({ ...sound, history: [...sound.history, line] })).toBe("1 met an unexpected error instead of a code that says what to do");
  });
});

/** The opinion that came last; its fact stays in the log. */
const DELETE_ONE = `WITH victim AS (SELECT subject_id AS id FROM event WHERE name = 'OpinionReceived' ORDER BY event.transaction_id DESC, event.id DESC LIMIT 1)
  DELETE FROM opinion USING victim WHERE opinion.id = victim.id RETURNING opinion.id`;
