import type { EntityManager } from "typeorm";
import type { EventName, EventPosition, LoggedEvent } from "../events/event-map.ts";
import type { Opinion } from "./opinion.entity.ts";
import { findFixedMatches, type OpinionFilter } from "./opinion.queries.ts";
import type { Decidable } from "./opinion-decision.entity.ts";

export const OPINION_FEED_KINDS = ["RECEIVED", "TRIAGED", "SET_ASIDE", "ANSWERED", "DECISION_UNDONE", "CLAIMED", "CLAIM_RELEASED"] as const;
export type OpinionFeedKind = (typeof OPINION_FEED_KINDS)[number];

const KIND_OF_EVENT = {
  OpinionReceived: "RECEIVED",
  OpinionTriaged: "TRIAGED",
  OpinionSetAside: "SET_ASIDE",
  OpinionAnswered: "ANSWERED",
  OpinionDecisionUndone: "DECISION_UNDONE",
  OpinionClaimed: "CLAIMED",
  OpinionClaimReleased: "CLAIM_RELEASED",
} as const satisfies Partial<Record<EventName, OpinionFeedKind>>;

type OpinionEvent = Extract<LoggedEvent, { readonly name: keyof typeof KIND_OF_EVENT }>;

export interface OpinionFeedItem {
  readonly position: EventPosition;
  readonly kind: OpinionFeedKind;
  /** As it stands now, which may be later than this event. */
  readonly opinion: Opinion;
  /** Who decided, or whose claim began or ended. */
  readonly decidedByStaffId: string | null;
}

/**
 * What a watcher with this filter and these units sees of some events, in their order.
 * An opinion is shown when it passes the filter before *or* after the change: so a list learns what comes and what leaves.
 * A claim changes nothing of that: it is shown where the opinion stands now.
 */
export async function findFeedItems(
  manager: EntityManager,
  { events, filter, unitIds }: { events: readonly LoggedEvent[]; filter: OpinionFilter; unitIds: ReadonlySet<string> },
): Promise<OpinionFeedItem[]> {
  const concerning = events.filter(isOpinionEvent).filter(({ payload }) => unitIds.has(payload.unitId) && mayTouch(payload, filter));
  if (concerning.length === 0) return [];
  const opinions = await findFixedMatches(manager, { opinionIds: [...new Set(concerning.map(({ subjectId }) => subjectId))], filter, unitIds });
  return concerning.flatMap((event) => {
    const opinion = opinions.get(event.subjectId);
    return opinion && ("after" in event.payload || passes(opinion, filter)) ? [toItem(event, opinion)] : [];
  });
}

function isOpinionEvent(event: LoggedEvent): event is OpinionEvent {
  return event.name in KIND_OF_EVENT;
}

function mayTouch(payload: OpinionEvent["payload"], filter: OpinionFilter): boolean {
  return !("after" in payload) || passes(payload.after, filter) || ("before" in payload && passes(payload.before, filter));
}

function passes(standing: Decidable, { status, urgency, topicId }: OpinionFilter): boolean {
  return (
    (!status || status.includes(standing.status)) && (!urgency || urgency.includes(standing.urgency)) && (!topicId || standing.topicId === topicId)
  );
}

function toItem({ name, position, payload }: OpinionEvent, opinion: Opinion): OpinionFeedItem {
  return { position, kind: KIND_OF_EVENT[name], opinion, decidedByStaffId: whoseOf(payload) };
}

function whoseOf(payload: OpinionEvent["payload"]): string | null {
  if ("holderId" in payload) return payload.holderId;
  return "decidedByStaffId" in payload ? payload.decidedByStaffId : null;
}
