import { type Actor, isPermitted } from "../foundation/actor.ts";
import type { Opinion } from "./opinion.entity.ts";
import type { OpinionDecision } from "./opinion-decision.entity.ts";
import { isPossible } from "./opinion-status.ts";
import { redactionsOf } from "./redaction.ts";

type Placed = Pick<Opinion, "unitId">;
type Standing = Pick<Opinion, "unitId" | "status">;

export function canRead(actor: Actor, { unitId }: Placed): boolean {
  return isPermitted(actor, "opinion:read", unitId);
}

export function mayTriage(actor: Actor, { unitId }: Placed): boolean {
  return isPermitted(actor, "opinion:triage", unitId);
}

/** What is covered is for people who handle the matter: no key of an outside system opens it. */
export function mayReveal(actor: Actor, { unitId }: Placed): boolean {
  return actor.kind === "staff" && isPermitted(actor, "opinion:reveal", unitId);
}

export function maySetAside(actor: Actor, { unitId }: Placed): boolean {
  return isPermitted(actor, "opinion:setAside", unitId);
}

/** Whoever may take a decision may take it back. An answer stays: it is taken back by withdrawing the article. */
export function mayUndo(actor: Actor, opinion: Placed, decision: Pick<OpinionDecision, "kind">): boolean {
  if (decision.kind === "SET_ASIDE") return maySetAside(actor, opinion);
  return decision.kind === "TRIAGED" && mayTriage(actor, opinion);
}

/** The permission and the state together: what a button in the console needs to know. */
export function canTriage(actor: Actor, opinion: Standing): boolean {
  return mayTriage(actor, opinion) && isPossible("TRIAGED", opinion.status);
}

export function canSetAside(actor: Actor, opinion: Standing): boolean {
  return maySetAside(actor, opinion) && isPossible("SET_ASIDE", opinion.status);
}

export function canReveal(actor: Actor, opinion: Pick<Opinion, "unitId" | "receivedText" | "redactions">): boolean {
  return mayReveal(actor, opinion) && redactionsOf(opinion).length > 0;
}

/** Near enough for a button: the state tells which kind of decision would be taken back. */
export function canUndo(actor: Actor, opinion: Standing): boolean {
  if (opinion.status === "SET_ASIDE") return maySetAside(actor, opinion);
  return opinion.status === "TRIAGED" && mayTriage(actor, opinion);
}
