import type { EntityManager } from "typeorm";
import type { LoggedEvent } from "../../events/event-map.ts";
import type { Decidable } from "../opinion-decision.entity.ts";

/** What an opinion is counted under. */
export interface Cell extends Pick<Decidable, "status" | "urgency" | "topicId"> {
  readonly unitId: string;
  readonly channelId: string;
}

/** One opinion that enters a cell, or leaves it. */
export interface Move {
  readonly cell: Cell;
  readonly step: 1 | -1;
}

type OpinionEvent = Extract<LoggedEvent, { readonly payload: { readonly after: Decidable } }>;

/**
 * What these events do to the counts. The moves of one opinion cancel each other but for the last, in whatever order they are added up.
 * The channel of an opinion never changes, so events that do not name it are helped out by the row.
 */
export async function movesOf(manager: EntityManager, events: readonly LoggedEvent[]): Promise<Move[]> {
  const counted = events.filter((event): event is OpinionEvent => "after" in event.payload);
  const channels = await findChannels(
    manager,
    counted.filter(({ payload }) => payload.channelId === undefined).map(({ subjectId }) => subjectId),
  );
  return counted.flatMap(({ subjectId, payload }) => {
    const channelId = payload.channelId ?? channels.get(subjectId);
    if (channelId === undefined) throw new Error("The log names an opinion that is not there");
    const cell = ({ status, urgency, topicId }: Decidable): Cell => ({ unitId: payload.unitId, channelId, status, urgency, topicId });
    const enters: Move = { cell: cell(payload.after), step: 1 };
    return "before" in payload ? [{ cell: cell(payload.before), step: -1 }, enters] : [enters];
  });
}

async function findChannels(manager: EntityManager, opinionIds: readonly string[]): Promise<Map<string, string>> {
  if (opinionIds.length === 0) return new Map();
  const rows: { id: string; channelId: string }[] = await manager.query(
    `SELECT id, channel_id AS "channelId" FROM opinion WHERE id = ANY($1::uuid[])`,
    [opinionIds],
  );
  return new Map(rows.map(({ id, channelId }) => [id, channelId]));
}
