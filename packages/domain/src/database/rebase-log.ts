import type { DataSource, EntityManager } from "typeorm";

/**
 * After a dump was restored on another server, whose transaction numbers begin anew: the old events would stand behind the new ones,
 * and readers would wait for numbers that come much later. Then the old events go in front of everything new, each consumer stays
 * behind what it has taken, and cursors given out before are foreign. Says whether that was needed. Nobody else may work meanwhile.
 */
export async function rebaseRestoredLog(dataSource: DataSource): Promise<boolean> {
  return dataSource.transaction(async (manager) => {
    if (!(await isAheadOfServer(manager))) return false;
    await manager.query("ALTER TABLE event DISABLE TRIGGER event_append_only");
    // One number for all events between two consumers: inside of it the ids, which were drawn in order, order them.
    await manager.query(
      `UPDATE event
          SET transaction_id = (1 + (SELECT count(*) FROM event_consumer consumer
                                      WHERE (consumer.transaction_id, consumer.id) < (event.transaction_id, event.id)))::text::xid8`,
    );
    await manager.query("ALTER TABLE event ENABLE TRIGGER event_append_only");
    await manager.query(
      `UPDATE event_consumer
          SET transaction_id = (1 + (SELECT count(*) FROM event_consumer other
                                      WHERE (other.transaction_id, other.id) < (event_consumer.transaction_id, event_consumer.id)))::text::xid8,
              id = 9223372036854775807`,
    );
    // Nobody has a cursor from before any more, so nothing lies behind a horizon; and the counts are bound to transaction numbers too.
    await manager.query("UPDATE event_horizon SET transaction_id = '0', id = 0");
    await manager.query("SELECT recount_opinions()");
    await manager.query("UPDATE installation SET epoch = gen_random_uuid()");
    return true;
  });
}

/** Whether the log holds a transaction that this server has yet to come to. */
async function isAheadOfServer(manager: EntityManager): Promise<boolean> {
  const [row]: { isAhead: boolean }[] = await manager.query(
    `SELECT EXISTS (SELECT FROM event WHERE transaction_id >= pg_current_xact_id())
         OR EXISTS (SELECT FROM event_horizon WHERE transaction_id >= pg_current_xact_id())
         OR EXISTS (SELECT FROM event_consumer WHERE transaction_id >= pg_current_xact_id()) AS "isAhead"`,
  );
  return row?.isAhead ?? false;
}
