"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { SetAsideReason, Urgency } from "@/graphql/generated/graphql";
import { useLine } from "@/graphql/line.ts";
import type { LiveQueue, OpinionStep, QueueAction } from "./live-queue.ts";
import { type DecisionOutcome, useSetAside, useTriage, useUndoDecision } from "./opinion-decisions.ts";
import type { OpinionRow } from "./opinion-row.ts";

/** Something the viewer did here and can take back. */
export interface RecentDecision {
  readonly kind: "TRIAGED" | "SET_ASIDE";
  readonly opinion: OpinionRow;
}

/** Somebody else decided first; what the viewer wanted was not recorded. */
export interface DecisionConflict {
  readonly opinionId: string;
  readonly message: string;
  readonly by: string | null;
  readonly at: string | null;
}

export interface Decisions {
  /** The last one, until it is read or another decision stands. */
  readonly conflict: DecisionConflict | null;
  readonly forgetConflict: () => void;
  readonly recent: readonly RecentDecision[];
  readonly isBusy: boolean;
  readonly triage: (opinion: OpinionRow, choice: { topicId: string | null; urgency: Urgency }) => Promise<void>;
  readonly setAside: (opinion: OpinionRow, reason: SetAsideReason) => Promise<void>;
  readonly undo: (opinion: OpinionRow) => Promise<void>;
  readonly undoLast: () => Promise<void>;
}

interface DecisionsOptions {
  readonly queue: LiveQueue;
  readonly dispatch: (action: QueueAction) => void;
  readonly current: OpinionRow | null;
  readonly open: (id: string) => void;
  /** Called when a decision on the current opinion stands. */
  readonly done: () => void;
}

const MOST_RECENT = 5;

/** Taking decisions and taking them back. Each is sent on the version that was seen; what stands is shown, never what was wished. */
export function useDecisions({ queue, dispatch, current, open, done }: DecisionsOptions): Decisions {
  const t = useTranslations("decisions");
  const line = useLine();
  const [recent, setRecent] = useState<readonly RecentDecision[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<DecisionConflict | null>(null);
  const triage = useTriage(queue.viewerId);
  const setAside = useSetAside(queue.viewerId);
  const undoDecision = useUndoDecision(queue.viewerId);

  const take = async (kind: OpinionStep, opinionId: string, work: () => Promise<DecisionOutcome>): Promise<OpinionRow | null> => {
    if (isBusy) return null;
    setBusy(true);
    const outcome = await work();
    setBusy(false);
    setConflict(null);
    if (outcome.kind === "failed") {
      toast.error(t(line.state === "live" || line.state === "forbidden" ? "failed" : line.state === "signed-out" ? "signedOut" : "offline"));
      return null;
    }
    if (outcome.kind === "held") {
      setConflict({ opinionId, message: outcome.message, by: null, at: null });
      return null;
    }
    dispatch(
      outcome.kind === "decided"
        ? { type: "decided", opinion: outcome.opinion, kind }
        : { type: "happened", item: happenedElsewhere(outcome.opinion, outcome.by) },
    );
    if (outcome.kind === "decided") return outcome.opinion;
    setConflict({ opinionId: outcome.opinion.id, message: outcome.message, by: outcome.by, at: outcome.at });
    return null;
  };

  const undo = async (opinion: OpinionRow) => {
    const latest = queue.rows.find(({ id }) => id === opinion.id) ?? opinion;
    const undone = await take("DECISION_UNDONE", opinion.id, () => undoDecision(latest));
    if (!undone) return;
    setRecent((list) => list.filter((each) => each.opinion.id !== opinion.id));
    toast(t("undone"));
    open(opinion.id);
  };

  const remember = (kind: RecentDecision["kind"], opinion: OpinionRow) => {
    setRecent((list) => [{ kind, opinion }, ...list.filter((each) => each.opinion.id !== opinion.id)].slice(0, MOST_RECENT));
    toast(t(kind), { action: { label: t("undo"), onClick: () => void undo(opinion) } });
    if (current?.id === opinion.id) done();
  };

  return {
    recent,
    conflict,
    forgetConflict: () => setConflict(null),
    isBusy,
    undo,
    async triage(opinion, choice) {
      const decided = await take("TRIAGED", opinion.id, () => triage(opinion, choice));
      if (decided) remember("TRIAGED", decided);
    },
    async setAside(opinion, reason) {
      const decided = await take("SET_ASIDE", opinion.id, () => setAside(opinion, reason));
      if (decided) remember("SET_ASIDE", decided);
    },
    async undoLast() {
      const last = recent[0];
      if (last) await undo(last.opinion);
    },
  };
}

const KIND_OF_STATUS = {
  WITHDRAWN: "WITHDRAWN",
  SET_ASIDE: "SET_ASIDE",
  ANSWERED: "ANSWERED",
  RECEIVED: "DECISION_UNDONE",
  TRIAGED: "TRIAGED",
  IN_CASE: "TRIAGED",
} as const;

function happenedElsewhere(opinion: OpinionRow, by: string | null) {
  return { kind: KIND_OF_STATUS[opinion.status], opinion, decidedBy: by === null ? null : { id: "", name: by } };
}
