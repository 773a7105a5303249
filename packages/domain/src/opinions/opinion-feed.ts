import type { EntityManager } from "typeorm";
import type { EventName, EventPosition, LoggedEvent } from "../events/event-map.ts";
import type { Opinion } from "./opinion.entity.ts";
import { findFixedMatches, type OpinionFilter } from "./opinion.queries.ts";
import type { Decidable } from "./opinion-decision.entity.ts";

export const OPINION_FEED_KINDS = ["RECEIVED", "TRIAGED", "SET_ASIDE", "ANSWERED", "DECISION_UNDONE", "MATCHED"] as const;
export type OpinionFeedKind = (typeof OPINION_FEED_KINDS)[number];

const KIND_OF_EVENT = {
  OpinionReceived: "RECEIVED",
  OpinionTriaged: "TRIAGED",
  OpinionSetAside: "SET_ASIDE",
  OpinionAnswered: "ANSWERED",
  OpinionDecisionUndone: "DECISION_UNDONE",
  OpinionMatched: "MATCHED",
} as const satisfies Partial<Record<EventName, OpinionFeedKind>>;

type OpinionEvent = Extract<LoggedEvent, { readonly name: keyof typeof KIND_OF_EVENT }>;

export interface OpinionFeedItem {
  readonly position: EventPosition;
  readonly kind: OpinionFeedKind;
  /** As it stands now, which may be later than this event. */
  readonly opinion: Opinion;
  readonly decidedByStaffId: string | null;
}

/**
 * What a watcher with this filter and these units sees of some events, in their order.
 * An opinion is shown when it passes the filter before *or* after the change: so a list learns what comes and what leaves.
 */
export async function findFeedItems(
  manager: EntityManager,
  { events, filter, unitIds }: { events: readonly LoggedEvent[]; filter: OpinionFilter; unitIds: ReadonlySet<string> },
): Promise<OpinionFeedItem[]> {
  const concerning = events.filter(isOpinionEvent).filter(({ payload }) => isWithin(payload, unitIds) && touches(payload, filter));
  if (concerning.length === 0) return [];
  const opinions = await findFixedMatches(manager, { opinionIds: [...new Set(concerning.map(({ subjectId }) => subjectId))], filter, unitIds });
  return concerning.flatMap((event) => {
    const opinion = opinions.get(event.subjectId);
    // A match changes nothing that is filtered by, so the opinion counts as it stands.
    return opinion && (event.name !== "OpinionMatched" || passes(opinion, filter)) ? [toItem(event, opinion)] : [];
  });
}

function isOpinionEvent(event: LoggedEvent): event is OpinionEvent {
  return event.name in KIND_OF_EVENT;
}

/** A match is told to those alone who may read both opinions: others must not learn that there is one. */
function isWithin(payload: OpinionEvent["payload"], unitIds: ReadonlySet<string>): boolean {
  return unitIds.has(payload.unitId) && (!("matchedWithUnitId" in payload) || unitIds.has(payload.matchedWithUnitId));
}

function touches(payload: OpinionEvent["payload"], filter: OpinionFilter): boolean {
  if (!("after" in payload)) return true;
  return passes(payload.after, filter) || ("before" in payload && passes(payload.before, filter));
}

function passes(standing: Decidable, { status, urgency, topicId }: OpinionFilter): boolean {
  return (
    (!status || status.includes(standing.status)) && (!urgency || urgency.includes(standing.urgency)) && (!topicId || standing.topicId === topicId)
  );
}

function toItem({ name, position, payload }: OpinionEvent, opinion: Opinion): OpinionFeedItem {
  return { position, kind: KIND_OF_EVENT[name], opinion, decidedByStaffId: "decidedByStaffId" in payload ? payload.decidedByStaffId : null };
}
