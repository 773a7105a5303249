import type { EntityManager } from "typeorm";
import type { Cell, Move } from "./moves.ts";

/** The consumer's place in the log; the function `recount_opinions` knows it by this name too. */
export const COUNTER = "opinions/count-opinions";

export interface CountedCell extends Cell {
  readonly n: number;
}

/** What stands where at one moment. */
export interface CountedCells {
  readonly cells: readonly CountedCell[];
  /** The snapshot of that moment: what it saw is in the cells, everything else is not. Events it did not see stand behind its xmin. */
  readonly seen: string;
}

/**
 * What the cells say, and what the events say that the counter has not taken yet. Those are the last few of the log, which the
 * planner cannot know: asked in order and one by one they are read from the counter's place on, and the log is never read as a whole.
 * A limit that is none until it runs keeps it from sorting a log of millions first.
 */
const SAID = `
  SELECT unit_id, channel_id, status, urgency, topic_id, n FROM opinion_count
   UNION ALL
  SELECT placed.unit_id, placed.channel_id, standing ->> 'status', standing ->> 'urgency', (standing ->> 'topicId')::uuid, step
    FROM (SELECT transaction_id, subject_id, payload FROM event
           WHERE (transaction_id, id) > (SELECT transaction_id, id FROM event_consumer WHERE name = '${COUNTER}')
           ORDER BY event.transaction_id, event.id LIMIT (SELECT NULL::bigint)) AS late
   CROSS JOIN LATERAL (SELECT unit_id, channel_id FROM opinion WHERE id = late.subject_id OFFSET 0) AS placed
   CROSS JOIN LATERAL (VALUES (payload -> 'after', 1), (payload -> 'before', -1)) AS side (standing, step)
   WHERE NOT pg_visible_in_snapshot(late.transaction_id, (SELECT seen FROM opinion_count_start))
     AND standing IS NOT NULL`;

/**
 * The cells of some units, exact to the moment. Units that nobody needs to tell apart are put together, which leaves few:
 * each unit is named with the one that stands for it in the answer.
 */
export async function findCells(manager: EntityManager, standIns: ReadonlyMap<string, string>): Promise<CountedCells> {
  const [row]: CountedCells[] = await manager.query(
    // One statement, so that everything in it is of one moment.
    `SELECT pg_current_snapshot()::text AS seen,
            coalesce((SELECT jsonb_agg(cell) FROM (
              SELECT stand_in AS "unitId", channel_id AS "channelId", status, urgency, topic_id AS "topicId", sum(n)::integer AS n
                FROM (${SAID}) AS said JOIN unnest($1::uuid[], $2::uuid[]) AS wanted (unit_id, stand_in) USING (unit_id)
               GROUP BY 1, 2, 3, 4, 5) AS cell), '[]') AS cells`,
    [[...standIns.keys()], [...standIns.values()]],
  );
  if (!row) throw new Error("PostgreSQL did not answer a question that has one answer");
  return row;
}

/** What was counted from the rows when the count was last begun. */
export async function findStart(manager: EntityManager): Promise<string> {
  const [row]: { seen: string }[] = await manager.query("SELECT seen::text AS seen FROM opinion_count_start");
  if (!row) throw new Error("The opinions were never counted: run the migrations first");
  return row.seen;
}

export async function addMoves(manager: EntityManager, moves: readonly Move[]): Promise<void> {
  await manager.query(
    `INSERT INTO opinion_count AS cell (unit_id, channel_id, status, urgency, topic_id, n)
     SELECT unit_id, channel_id, status, urgency, topic_id, sum(step)
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::integer[]) AS move (unit_id, channel_id, status, urgency, topic_id, step)
      GROUP BY unit_id, channel_id, status, urgency, topic_id HAVING sum(step) <> 0
     ON CONFLICT (unit_id, channel_id, status, urgency, topic_id) DO UPDATE SET n = cell.n + excluded.n`,
    [
      moves.map(({ cell }) => cell.unitId),
      moves.map(({ cell }) => cell.channelId),
      moves.map(({ cell }) => cell.status),
      moves.map(({ cell }) => cell.urgency),
      moves.map(({ cell }) => cell.topicId),
      moves.map(({ step }) => step),
    ],
  );
}

export interface CountDifference extends Cell {
  /** The rows that stand there. */
  readonly counted: number;
  /** What the cell says together with the events that it has not taken yet. */
  readonly kept: number;
}

/**
 * Cells that do not say what the rows say; none, at whatever moment one asks. One statement and so one moment: rows, cells and
 * the events between them are seen together, while everybody goes on writing.
 */
export async function findDifferences(manager: EntityManager): Promise<CountDifference[]> {
  return manager.query(
    `SELECT unit_id AS "unitId", channel_id AS "channelId", status, urgency, topic_id AS "topicId", sum(counted)::integer AS counted, sum(kept)::integer AS kept
       FROM (SELECT unit_id, channel_id, status, urgency, topic_id, n AS kept, 0 AS counted FROM (${SAID}) AS said
              UNION ALL
             SELECT unit_id, channel_id, status, urgency, topic_id, 0, count(*) FROM opinion GROUP BY 1, 2, 3, 4, 5) AS word
      GROUP BY 1, 2, 3, 4, 5 HAVING sum(counted) <> sum(kept)`,
  );
}
