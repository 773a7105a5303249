import type { EntityManager } from "typeorm";
import type { EventPosition } from "../../events/event-map.ts";
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

/** What the cells say, and what the events say that the counter has not taken yet. */
const SAID = `
  SELECT unit_id, channel_id, status, urgency, topic_id, n FROM opinion_count
   UNION ALL
  SELECT opinion.unit_id, opinion.channel_id, standing ->> 'status', standing ->> 'urgency', (standing ->> 'topicId')::uuid, step
    FROM event
    JOIN opinion ON opinion.id = event.subject_id
   CROSS JOIN LATERAL (VALUES (payload -> 'after', 1), (payload -> 'before', -1)) AS side (standing, step)
   WHERE (event.transaction_id, event.id) > (SELECT transaction_id, id FROM event_consumer WHERE name = '${COUNTER}')
     AND NOT pg_visible_in_snapshot(event.transaction_id, (SELECT seen FROM opinion_count_start))
     AND standing IS NOT NULL`;

/** The cells of these units, exact to the moment. Where no filter asks for a unit all of them are put together, which leaves few. */
export async function findCells(
  manager: EntityManager,
  { unitIds, isByUnit }: { unitIds: ReadonlySet<string>; isByUnit: boolean },
): Promise<CountedCells> {
  const [row]: CountedCells[] = await manager.query(
    // One statement, so that everything in it is of one moment.
    `SELECT pg_current_snapshot()::text AS seen,
            coalesce((SELECT jsonb_agg(cell) FROM (
              SELECT CASE WHEN $2 THEN unit_id::text ELSE '' END AS "unitId", channel_id AS "channelId", status, urgency, topic_id AS "topicId", sum(n)::integer AS n
                FROM (${SAID}) AS said WHERE unit_id = ANY($1::uuid[])
               GROUP BY 1, 2, 3, 4, 5) AS cell), '[]') AS cells`,
    [[...unitIds], isByUnit],
  );
  if (!row) throw new Error("PostgreSQL did not answer a question that has one answer");
  return row;
}

/** Adds the moves of one event, unless the count was begun with a look that saw it. */
export async function addMoves(manager: EntityManager, { moves, position }: { moves: readonly Move[]; position: EventPosition }): Promise<void> {
  await manager.query(
    `INSERT INTO opinion_count AS cell (unit_id, channel_id, status, urgency, topic_id, n)
     SELECT unit_id, channel_id, status, urgency, topic_id, sum(step)
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::integer[]) AS move (unit_id, channel_id, status, urgency, topic_id, step)
      WHERE NOT EXISTS (SELECT FROM opinion_count_start WHERE pg_visible_in_snapshot($7::xid8, seen))
      GROUP BY unit_id, channel_id, status, urgency, topic_id HAVING sum(step) <> 0
     ON CONFLICT (unit_id, channel_id, status, urgency, topic_id) DO UPDATE SET n = cell.n + excluded.n`,
    [
      moves.map(({ cell }) => cell.unitId),
      moves.map(({ cell }) => cell.channelId),
      moves.map(({ cell }) => cell.status),
      moves.map(({ cell }) => cell.urgency),
      moves.map(({ cell }) => cell.topicId),
      moves.map(({ step }) => step),
      position.transactionId,
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
