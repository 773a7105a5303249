import type { ArticlePublished, ArticleWithdrawn } from "../articles/article.events.ts";
import type { OpinionClaimed, OpinionClaimReleased } from "../claims/claim.events.ts";
import type {
  OpinionAnswered,
  OpinionDecisionUndone,
  OpinionMatched,
  OpinionReceived,
  OpinionSetAside,
  OpinionTriaged,
  OpinionWithdrawn,
} from "../opinions/opinion.events.ts";

/** Every fact the log can hold, by name. Payloads carry ids and words of the domain, never a text or a trace of a sender. */
export interface EventMap {
  OpinionReceived: OpinionReceived;
  OpinionMatched: OpinionMatched;
  OpinionTriaged: OpinionTriaged;
  OpinionSetAside: OpinionSetAside;
  OpinionAnswered: OpinionAnswered;
  OpinionWithdrawn: OpinionWithdrawn;
  OpinionDecisionUndone: OpinionDecisionUndone;
  OpinionClaimed: OpinionClaimed;
  OpinionClaimReleased: OpinionClaimReleased;
  ArticlePublished: ArticlePublished;
  ArticleWithdrawn: ArticleWithdrawn;
}

export type EventName = keyof EventMap;

/** A fact as it is handed to the log. */
export type NewEvent = { [Name in EventName]: { readonly name: Name; readonly subjectId: string; readonly payload: EventMap[Name] } }[EventName];

/** Where in the log: ordered by transaction, then id. Both are decimal texts, since they outgrow a JavaScript number. */
export interface EventPosition {
  readonly transactionId: string;
  readonly id: string;
}

/** A fact as it is read from the log. */
export type LoggedEvent = NewEvent & { readonly position: EventPosition };

/** Negative when `a` comes before `b`. */
export function comparePositions(a: EventPosition, b: EventPosition): number {
  return compareNumerals(a.transactionId, b.transactionId) || compareNumerals(a.id, b.id);
}

/** As texts: a thousand watchers are compared at every event, and the numbers are too large for anything but a BigInt. */
function compareNumerals(a: string, b: string): number {
  return Math.sign(a.length - b.length) || (a < b ? -1 : a > b ? 1 : 0);
}
