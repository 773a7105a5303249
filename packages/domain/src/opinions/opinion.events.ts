import type { Decidable } from "./opinion-decision.entity.ts";

/** What the feed needs to know of a change without reading the opinion: what can change, before and after. */
export interface OpinionReceived {
  readonly unitId: string;
  /** Left out in events from before counts were kept. */
  readonly channelId?: string;
  readonly after: Decidable;
}

export interface OpinionChanged {
  readonly unitId: string;
  /** Left out in events from before counts were kept. */
  readonly channelId?: string;
  readonly before: Decidable;
  readonly after: Decidable;
  /** The colleague who decided; null for outside systems and workers. */
  readonly decidedByStaffId: string | null;
}

export type OpinionTriaged = OpinionChanged;
export type OpinionSetAside = OpinionChanged;
export type OpinionAnswered = OpinionChanged;
export type OpinionWithdrawn = OpinionChanged;
export type OpinionDecisionUndone = OpinionChanged;

/** Told of the earlier of two similar opinions; ids and a score, which go from the log when one's words are erased. */
export interface OpinionMatched {
  readonly unitId: string;
  readonly matchedWithId: string;
  readonly matchedWithUnitId: string;
  /** 0 to 1, in hundredths. */
  readonly score: number;
}
