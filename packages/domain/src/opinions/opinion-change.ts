import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import { type AuditedAct, recordInAudit } from "../access/audit.ts";
import { appendEvents } from "../events/append-events.ts";
import type { Actor } from "../foundation/actor.ts";
import { cutToQuarter } from "../foundation/clock.ts";
import { Opinion } from "./opinion.entity.ts";
import { type Decidable, OpinionDecision } from "./opinion-decision.entity.ts";
import type { DecisionKind } from "./opinion-status.ts";

const EVENT_OF_DECISION = {
  TRIAGED: "OpinionTriaged",
  SET_ASIDE: "OpinionSetAside",
  ANSWERED: "OpinionAnswered",
  WITHDRAWN: "OpinionWithdrawn",
  UNDONE: "OpinionDecisionUndone",
} as const satisfies Record<DecisionKind, string>;

/** What a sender takes back is nobody's act in the audit: the public leaves no entry. */
const ACT_OF_DECISION: Readonly<Record<Exclude<DecisionKind, "WITHDRAWN">, AuditedAct>> = {
  TRIAGED: "opinion:triage",
  SET_ASIDE: "opinion:setAside",
  ANSWERED: "opinion:answer",
  UNDONE: "opinion:undo",
};

export interface OpinionChange {
  readonly kind: DecisionKind;
  readonly after: Decidable;
  readonly undoesId?: string;
  readonly at: Date;
}

/** Applies a decision to an opinion that is locked: the row, one line of history, one entry of the audit, one event. Returns it as it stands then. */
export async function changeOpinion(
  manager: EntityManager,
  { opinion, change, actor }: { opinion: Opinion; change: OpinionChange; actor: Actor },
): Promise<Opinion> {
  const { kind, after, undoesId, at } = change;
  const before = decidableOf(opinion);
  const changed = Object.assign(opinion, after, { version: opinion.version + 1 });
  const decidedByStaffId = actor.kind === "staff" ? actor.id : null;
  await manager.update(Opinion, opinion.id, { ...after, version: changed.version });
  await manager.insert(OpinionDecision, {
    id: randomUUID(),
    opinionId: opinion.id,
    opinionVersion: changed.version,
    kind,
    reason: kind === "SET_ASIDE" ? after.setAsideReason : null,
    topicId: after.topicId,
    urgency: after.urgency,
    before,
    statusAfter: after.status,
    decidedByStaffId,
    decidedByClientId: actor.kind === "client" ? actor.id : null,
    // A decision often follows its opinion within seconds: a closer time here would tell when that was sent.
    decidedAt: cutToQuarter(at),
    undoesId: undoesId ?? null,
  });
  const reason = kind === "SET_ASIDE" ? after.setAsideReason : undefined;
  if (kind !== "WITHDRAWN") await recordInAudit(manager, actor, { act: ACT_OF_DECISION[kind], subjectIds: [opinion.id], reason });
  await appendEvents(manager, [
    {
      name: EVENT_OF_DECISION[kind],
      subjectId: opinion.id,
      payload: { unitId: opinion.unitId, channelId: opinion.channelId, before, after, decidedByStaffId },
    },
  ]);
  return changed;
}

export function decidableOf({ status, setAsideReason, topicId, urgency }: Opinion): Decidable {
  return { status, setAsideReason, topicId, urgency };
}
