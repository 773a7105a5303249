import type { EntityManager } from "typeorm";
import type { Queryable } from "../foundation/queryable.ts";
import type { EventPosition, LoggedEvent } from "./event-map.ts";

export interface EventsRequest {
  readonly after: EventPosition;
  /** At most this many, 1 or more. */
  readonly limit: number;
}

/**
 * The next facts after a position, in commit order and complete.
 *
 * `id > last` alone would lose facts whose transaction commits late. So the order is (transaction, id) and the
 * reader stops short of the oldest transaction still running: nothing can appear any more before what was read.
 */
export async function readEvents(database: Queryable, { after, limit }: EventsRequest): Promise<LoggedEvent[]> {
  const rows: EventRow[] = await database.query(
    // The order names the table: bare names would mean the texts of the output, and "1000" stands before "999" there.
    `SELECT transaction_id::text, id::text, name, subject_id, payload
       FROM event
      WHERE (transaction_id, id) > ($1::xid8, $2::bigint)
        AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY event.transaction_id, event.id
      LIMIT $3`,
    [after.transactionId, after.id, limit],
  );
  return rows.map(toLoggedEvent);
}

/**
 * The same on a standby, together with how far it is complete: everything before `end` is in its answer. A standby knows from the
 * log it replays which transactions run on the primary, so its own snapshot bounds what it has replayed as the primary's does
 * there; only the list of running ones inside of the snapshot is empty, which nothing here asks for. Undefined on a server that is no standby.
 */
export async function readEventsOfStandby(
  manager: EntityManager,
  { after, limit }: EventsRequest,
): Promise<{ readonly events: LoggedEvent[]; readonly end: EventPosition } | undefined> {
  const rows: ({ horizon: string } & (EventRow | { transaction_id: null }))[] = await manager.query(
    `SELECT standby.horizon::text, fact.transaction_id::text, fact.id::text, fact.name, fact.subject_id, fact.payload
       FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon WHERE pg_is_in_recovery()) standby
       LEFT JOIN LATERAL (
         SELECT * FROM event
          WHERE (transaction_id, id) > ($1::xid8, $2::bigint) AND transaction_id < standby.horizon
          ORDER BY event.transaction_id, event.id
          LIMIT $3) fact ON true
      ORDER BY fact.transaction_id, fact.id`,
    [after.transactionId, after.id, limit],
  );
  const [first] = rows;
  if (!first) return undefined;
  const events = rows.flatMap((row) => (row.transaction_id === null ? [] : [toLoggedEvent(row)]));
  return { events, end: { transactionId: first.horizon, id: "0" } };
}

/** The position behind everything that can be read now: a reader that starts here sees all that comes later. */
export async function readEndOfLog(database: Queryable): Promise<EventPosition> {
  const [row]: { transaction_id: string }[] = await database.query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS transaction_id");
  if (!row) throw new Error("PostgreSQL did not name its snapshot");
  // Nothing of this transaction is readable yet, so "before its first id" is the end of what is.
  return { transactionId: row.transaction_id, id: "0" };
}

interface EventRow {
  readonly transaction_id: string;
  readonly id: string;
  readonly name: LoggedEvent["name"];
  readonly subject_id: string;
  readonly payload: unknown;
}

function toLoggedEvent({ transaction_id, id, name, subject_id, payload }: EventRow): LoggedEvent {
  // The map of events is the contract of what `append` wrote; rows come back as they were put in.
  return { name, subjectId: subject_id, payload, position: { transactionId: transaction_id, id } } as LoggedEvent;
}
