import type { DataSource, EntityManager } from "typeorm";
import type { EventName, EventPosition } from "./event-map.ts";

const CHUNK = 5_000;
/** What is similar to what is known from these alone; they go with the words of either opinion. */
const KEPT_AS_KNOWLEDGE: readonly EventName[] = ["OpinionMatched"];

/**
 * Deletes the log's oldest part: what was recorded before the day given, but never what a consumer has still to take.
 * The horizon moves in the same transaction, so that a reader from before it is refused and loses nothing unseen.
 * In chunks, since a long transaction would keep the live feed waiting. Returns how many events lie behind the horizon by it.
 */
export async function clearLog(dataSource: DataSource, { before }: { before: Date }): Promise<number> {
  const keepFrom = await findFirstKept(dataSource.manager, before);
  let total = 0;
  for (;;) {
    const count = await clearChunk(dataSource.manager, keepFrom);
    total += count;
    if (count < CHUNK) return total;
  }
}

/** Whether events behind this position may be gone already. */
export async function isBeforeHorizon(manager: EntityManager, { transactionId, id }: EventPosition): Promise<boolean> {
  const [row]: { is_gone: boolean }[] = await manager.query("SELECT (transaction_id, id) > ($1::xid8, $2::bigint) AS is_gone FROM event_horizon", [
    transactionId,
    id,
  ]);
  return row?.is_gone ?? false;
}

/** The first event that stays: the earliest young one, the earliest that a consumer lacks, or else the end of the log. */
async function findFirstKept(manager: EntityManager, before: Date): Promise<EventPosition> {
  const [kept]: EventPosition[] = await manager.query(
    `SELECT transaction_id::text AS "transactionId", id::text
       FROM (
         (SELECT transaction_id, id FROM event WHERE recorded_at >= $1 ORDER BY event.transaction_id, event.id LIMIT 1)
         UNION ALL
         (SELECT transaction_id, id + 1 FROM event_consumer ORDER BY event_consumer.transaction_id, event_consumer.id LIMIT 1)
         UNION ALL
         SELECT pg_snapshot_xmin(pg_current_snapshot()), 0
       ) AS bound
      ORDER BY bound.transaction_id, bound.id LIMIT 1`,
    [before],
  );
  if (!kept) throw new Error("PostgreSQL did not name its snapshot");
  return kept;
}

async function clearChunk(manager: EntityManager, { transactionId, id }: EventPosition): Promise<number> {
  const [row]: { count: string }[] = await manager.query(
    `WITH oldest AS (
       SELECT transaction_id, id, name FROM event
        WHERE (transaction_id, id) > (SELECT transaction_id, id FROM event_horizon) AND (transaction_id, id) < ($1::xid8, $2::bigint)
        ORDER BY event.transaction_id, event.id LIMIT ${CHUNK}
     ), gone AS (
       DELETE FROM event USING oldest WHERE event.transaction_id = oldest.transaction_id AND event.id = oldest.id
                                AND NOT oldest.name = ANY($3::text[])
     ), moved AS (
       UPDATE event_horizon SET (transaction_id, id) = (SELECT transaction_id, id FROM oldest ORDER BY oldest.transaction_id DESC, oldest.id DESC LIMIT 1)
        WHERE EXISTS (SELECT FROM oldest)
     )
     SELECT count(*) AS count FROM oldest`,
    [transactionId, id, KEPT_AS_KNOWLEDGE],
  );
  return Number(row?.count ?? 0);
}
