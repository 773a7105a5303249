export const OPINION_STATUSES = ["RECEIVED", "TRIAGED", "IN_CASE", "ANSWERED", "SET_ASIDE", "WITHDRAWN"] as const;
export type OpinionStatus = (typeof OPINION_STATUSES)[number];

export const SET_ASIDE_REASONS = ["SPAM", "OFF_TOPIC", "DUPLICATE", "ABUSIVE", "TEST"] as const;
/** Promise 7: disagreement with the union, the company or a policy is none of them, and there is no "other". */
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

export const URGENCIES = ["ROUTINE", "SOON", "URGENT", "HOTSPOT"] as const;
export type Urgency = (typeof URGENCIES)[number];

export const DECISION_KINDS = ["TRIAGED", "SET_ASIDE", "ANSWERED", "WITHDRAWN", "UNDONE"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** From which states a decision leads on. Undoing is not here: it goes back to wherever the decision came from. */
const POSSIBLE_FROM = {
  TRIAGED: ["RECEIVED", "TRIAGED"],
  SET_ASIDE: ["RECEIVED", "TRIAGED"],
  ANSWERED: ["RECEIVED", "TRIAGED", "IN_CASE"],
  // The sender's own, at any time.
  WITHDRAWN: ["RECEIVED", "TRIAGED", "IN_CASE", "ANSWERED", "SET_ASIDE"],
} as const satisfies Record<Exclude<DecisionKind, "UNDONE">, readonly OpinionStatus[]>;

export type ForwardDecision = keyof typeof POSSIBLE_FROM;

export function isPossible(decision: ForwardDecision, status: OpinionStatus): boolean {
  const from: readonly OpinionStatus[] = POSSIBLE_FROM[decision];
  return from.includes(status);
}
