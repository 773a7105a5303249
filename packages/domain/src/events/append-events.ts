import type { EntityManager } from "typeorm";
import type { NewEvent } from "./event-map.ts";

/** Writes facts into the log, in the caller's transaction and in the order given. */
export async function appendEvents(manager: EntityManager, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await manager.query(
    `INSERT INTO event (name, subject_id, payload)
     SELECT name, subject_id, payload
       FROM unnest($1::text[], $2::uuid[], $3::jsonb[]) WITH ORDINALITY AS fact (name, subject_id, payload, place)
      ORDER BY place`,
    [events.map(({ name }) => name), events.map(({ subjectId }) => subjectId), events.map(({ payload }) => JSON.stringify(payload))],
  );
}
