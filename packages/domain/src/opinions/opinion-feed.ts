import type { EntityManager } from "typeorm";
import type { EventName, EventPosition, LoggedEvent } from "../events/event-map.ts";
import { type FeedScope, type FixedParts, isInScope } from "./feed-scope.ts";
import type { Opinion } from "./opinion.entity.ts";
import { findWithFoldedText, type OpinionFilter } from "./opinion.queries.ts";
import type { Decidable } from "./opinion-decision.entity.ts";
import { OPINION_STATUSES } from "./opinion-status.ts";

export const OPINION_FEED_KINDS = [
  "RECEIVED",
  "TRIAGED",
  "SET_ASIDE",
  "ANSWERED",
  "WITHDRAWN",
  "DECISION_UNDONE",
  "MATCHED",
  "CLAIMED",
  "CLAIM_RELEASED",
] as const;
export type OpinionFeedKind = (typeof OPINION_FEED_KINDS)[number];

const KIND_OF_EVENT = {
  OpinionReceived: "RECEIVED",
  OpinionTriaged: "TRIAGED",
  OpinionSetAside: "SET_ASIDE",
  OpinionAnswered: "ANSWERED",
  OpinionWithdrawn: "WITHDRAWN",
  OpinionDecisionUndone: "DECISION_UNDONE",
  OpinionMatched: "MATCHED",
  OpinionClaimed: "CLAIMED",
  OpinionClaimReleased: "CLAIM_RELEASED",
} as const satisfies Partial<Record<EventName, OpinionFeedKind>>;

export type OpinionEvent = Extract<LoggedEvent, { readonly name: keyof typeof KIND_OF_EVENT }>;

export interface OpinionFeedItem {
  readonly position: EventPosition;
  readonly kind: OpinionFeedKind;
  /** As it stands now, which may be later than this event. */
  readonly opinion: Opinion;
  /** Who decided, or whose claim began or ended. */
  readonly decidedByStaffId: string | null;
}

/** An event with the opinion it is about. Not yet narrowed to anybody: `isShown` says who sees it. */
export interface FeedEntry {
  readonly item: OpinionFeedItem;
  readonly event: OpinionEvent;
  readonly fixed: FixedParts;
}

/** Those of the events that are about opinions, each with its opinion as it stands now, in their order. */
export async function findFeedEntries(manager: EntityManager, events: readonly OpinionEvent[]): Promise<FeedEntry[]> {
  if (events.length === 0) return [];
  const opinions = await findWithFoldedText(manager, [...new Set(events.map(({ subjectId }) => subjectId))]);
  return events.flatMap((event) => {
    const opinion = opinions.get(event.subjectId);
    return opinion ? [{ item: toItem(event, opinion), event, fixed: opinion }] : [];
  });
}

export function isOpinionEvent(event: LoggedEvent): event is OpinionEvent {
  return event.name in KIND_OF_EVENT;
}

/**
 * Whether an event may concern a watcher, by what the log says of it alone. An opinion is shown when it passes the filter
 * before *or* after the change: so a list learns what comes and what leaves.
 */
export function touches({ payload }: OpinionEvent, scope: FeedScope): boolean {
  return isWithin(payload, scope.unitIds) && standingsOf(payload).some((standing) => standing === AS_IT_STANDS || passes(standing, scope));
}

/** A match is told to those alone who may read both opinions: others must not learn that there is one. */
function isWithin(payload: OpinionEvent["payload"], unitIds: ReadonlySet<string>): boolean {
  return unitIds.has(payload.unitId) && (!("matchedWithUnitId" in payload) || unitIds.has(payload.matchedWithUnitId));
}

export function isShown({ event, item, fixed }: FeedEntry, scope: FeedScope): boolean {
  const passesNow = "after" in event.payload || passes(item.opinion, scope);
  return touches(event, scope) && passesNow && isInScope(fixed, scope);
}

/**
 * The keys under which a scope has to be found by every event that touches it: unit and status, the two that narrow most.
 * `keysOfEvent` gives the keys to look under.
 */
export function keysOfScope({ unitIds, status }: FeedScope): string[] {
  const statuses = status ? [...status] : [ANY_STATUS];
  return [...unitIds].flatMap((unitId) => statuses.map((each) => `${unitId} ${each}`));
}

export function keysOfEvent({ payload }: OpinionEvent): string[] {
  const statuses = standingsOf(payload).flatMap((standing) => (standing === AS_IT_STANDS ? OPINION_STATUSES : [standing.status]));
  return [...new Set([ANY_STATUS, ...statuses])].map((status) => `${payload.unitId} ${status}`);
}

const ANY_STATUS = "*";
/** A match changes nothing that is filtered by, so the opinion counts as it stands, which the log does not say. */
const AS_IT_STANDS = "as it stands";

function standingsOf(payload: OpinionEvent["payload"]): (Decidable | typeof AS_IT_STANDS)[] {
  if (!("after" in payload)) return [AS_IT_STANDS];
  return "before" in payload ? [payload.before, payload.after] : [payload.after];
}

export function passes(
  standing: Pick<Decidable, "status" | "urgency" | "topicId">,
  { status, urgency, topicId }: Pick<OpinionFilter, "status" | "urgency" | "topicId">,
): boolean {
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
