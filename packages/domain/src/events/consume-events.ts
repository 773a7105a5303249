import type { DataSource, EntityManager } from "typeorm";
import type { EventPosition, LoggedEvent } from "./event-map.ts";
import { readEvents } from "./read-events.ts";

const BATCH = 50;

export type EventConsumer = {
  /** Names the consumer's place in the log; never changes. */
  readonly name: string;
} & (TakesOne | TakesBatch);

interface TakesOne {
  /** Takes the facts in order, inside the transaction that also moves the consumer's place: each takes effect once. */
  readonly handle: (event: LoggedEvent, manager: EntityManager) => Promise<void>;
}

interface TakesBatch {
  /** The same, for whoever does better with several facts at a time. */
  readonly handleBatch: (events: readonly LoggedEvent[], manager: EntityManager) => Promise<void>;
}

/**
 * Hands the consumer the next facts of the log; several processes may call it at once, one of them works.
 * Returns how many facts were taken; 0 means that the consumer has caught up or another process is at it.
 *
 * The look before the transaction keeps an idle consumer from opening writing transactions,
 * since the oldest one running is where every reader of the log has to stop.
 */
export async function consumeEvents(dataSource: DataSource, consumer: EventConsumer): Promise<number> {
  const place = await findPlace(dataSource.manager, consumer);
  const waiting = await readEvents(dataSource.manager, { after: place, limit: 1 });
  if (waiting.length === 0) return 0;
  return dataSource.transaction((manager) => takeNext(manager, consumer));
}

const START_OF_LOG: EventPosition = { transactionId: "0", id: "0" };

async function findPlace(manager: EntityManager, { name }: Pick<EventConsumer, "name">): Promise<EventPosition> {
  const [place]: EventPosition[] = await manager.query(
    `SELECT transaction_id::text AS "transactionId", id::text FROM event_consumer WHERE name = $1`,
    [name],
  );
  if (place) return place;
  await manager.query("INSERT INTO event_consumer (name, transaction_id, id) VALUES ($1, '0', 0) ON CONFLICT DO NOTHING", [name]);
  return START_OF_LOG;
}

async function takeNext(manager: EntityManager, consumer: EventConsumer): Promise<number> {
  const { name } = consumer;
  const [place]: EventPosition[] = await manager.query(
    `SELECT transaction_id::text AS "transactionId", id::text FROM event_consumer WHERE name = $1 FOR UPDATE SKIP LOCKED`,
    [name],
  );
  if (!place) return 0;
  const events = await readEvents(manager, { after: place, limit: BATCH });
  if ("handleBatch" in consumer) await consumer.handleBatch(events, manager);
  else for (const event of events) await consumer.handle(event, manager);
  const last = events.at(-1)?.position ?? place;
  await manager.query("UPDATE event_consumer SET transaction_id = $2::xid8, id = $3::bigint WHERE name = $1", [name, last.transactionId, last.id]);
  return events.length;
}
