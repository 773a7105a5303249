"use client";
import { useApolloClient } from "@apollo/client/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { RELEASE_CLAIMS } from "@/claims/claim.documents.ts";
import { useKeptClaims } from "@/claims/use-kept-claims.ts";
import { CLAIM_NEXT, CLAIM_OPINION } from "./claim-actions.ts";
import type { LiveQueue, QueueAction } from "./live-queue.ts";
import type { OpinionRow } from "./opinion-row.ts";

const BATCH = 25;

export interface OpinionClaims {
  readonly viewerId: string;
  /** A colleague holds what the viewer wanted to claim: in the server's words. */
  readonly conflict: { readonly opinionId: string; readonly message: string; readonly by: null; readonly at: null } | null;
  readonly forgetConflict: () => void;
  readonly isBusy: boolean;
  /** Claims what nobody holds, and gives back what the viewer holds. */
  readonly toggle: (opinion: OpinionRow) => Promise<void>;
  readonly claimNext: () => Promise<void>;
}

interface ClaimOptions {
  readonly queue: LiveQueue;
  readonly dispatch: (action: QueueAction) => void;
  readonly open: (id: string) => void;
}

/** Saying what one works on. What stands is shown, never what was wished. */
export function useOpinionClaims({ queue, dispatch, open }: ClaimOptions): OpinionClaims {
  const t = useTranslations("claims");
  const client = useApolloClient();
  const { viewerId } = queue;
  const [conflict, setConflict] = useState<OpinionClaims["conflict"]>(null);
  const [isBusy, setBusy] = useState(false);
  useKeptClaims({ kind: "OPINION", ids: queue.rows.filter(({ claim }) => claim?.holder.id === viewerId).map(({ id }) => id) });

  const once = async (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setConflict(null);
    await work().catch(() => toast.error(t("failed")));
    setBusy(false);
  };
  const claim = async (opinionId: string) => {
    const { data } = await client.mutate({ mutation: CLAIM_OPINION, variables: { input: { opinionId } }, fetchPolicy: "no-cache" });
    const outcome = data?.claimOpinion;
    if (outcome?.__typename === "OpinionClaimed") dispatch({ type: "claimChanged", opinion: outcome.opinion });
    else if (outcome) setConflict({ opinionId, message: outcome.message, by: null, at: null });
  };
  const release = async (opinion: OpinionRow) => {
    await client.mutate({ mutation: RELEASE_CLAIMS, variables: { input: { kind: "OPINION", ids: [opinion.id] } } });
    dispatch({ type: "claimChanged", opinion: { ...opinion, claim: null } });
  };
  return {
    viewerId,
    conflict,
    forgetConflict: () => setConflict(null),
    isBusy,
    toggle: (opinion) => once(() => (opinion.claim?.holder.id === viewerId ? release(opinion) : claim(opinion.id))),
    claimNext: () =>
      once(async () => {
        const { data } = await client.mutate({
          mutation: CLAIM_NEXT,
          variables: { input: { filter: queue.filter, count: BATCH } },
          fetchPolicy: "no-cache",
        });
        const opinions = data?.claimNextOpinions.opinions ?? [];
        dispatch({ type: "reserved", opinions });
        toast(t("reserved", { count: opinions.length }));
        const [first] = opinions;
        if (first) open(first.id);
      }),
  };
}
