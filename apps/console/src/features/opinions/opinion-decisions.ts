"use client";
import { useMutation } from "@apollo/client/react";
import { graphql } from "@/graphql/generated";
import type { SetAsideReason, Urgency } from "@/graphql/generated/graphql";
import type { OpinionRow } from "./opinion-row.ts";

const TRIAGE = graphql(`
  mutation TriageOpinion($input: TriageOpinionInput!) {
    triageOpinion(input: $input) {
      __typename
      ... on OpinionDecided { opinion { ...OpinionRow } }
      ... on OpinionConflict { message decidedAt decidedBy { name } opinion { ...OpinionRow } }
      ... on OpinionStepImpossible { message opinion { ...OpinionRow } }
      ... on ClaimConflict { message }
      ... on ClaimOutdated { message }
    }
  }
`);

const SET_ASIDE = graphql(`
  mutation SetOpinionAside($input: SetOpinionAsideInput!) {
    setOpinionAside(input: $input) {
      __typename
      ... on OpinionDecided { opinion { ...OpinionRow } }
      ... on OpinionConflict { message decidedAt decidedBy { name } opinion { ...OpinionRow } }
      ... on OpinionStepImpossible { message opinion { ...OpinionRow } }
      ... on ClaimConflict { message }
      ... on ClaimOutdated { message }
    }
  }
`);

const UNDO = graphql(`
  mutation UndoOpinionDecision($input: UndoOpinionDecisionInput!) {
    undoOpinionDecision(input: $input) {
      __typename
      ... on OpinionDecided { opinion { ...OpinionRow } }
      ... on OpinionConflict { message decidedAt decidedBy { name } opinion { ...OpinionRow } }
      ... on OpinionStepImpossible { message opinion { ...OpinionRow } }
      ... on ClaimConflict { message }
      ... on ClaimOutdated { message }
    }
  }
`);

export type DecisionOutcome =
  | { readonly kind: "decided"; readonly opinion: OpinionRow }
  /** Somebody else was first, or the state does not allow it: the message says what to do, the opinion is as it stands now. */
  | { readonly kind: "refused"; readonly opinion: OpinionRow; readonly message: string; readonly by: string | null; readonly at: string | null }
  /** A colleague holds the opinion, or has held it since: the message names it. */
  | { readonly kind: "held"; readonly message: string }
  | { readonly kind: "failed" };

type Answer =
  | { readonly __typename: "OpinionDecided"; readonly opinion: OpinionRow }
  | {
      readonly __typename: "OpinionConflict";
      readonly opinion: OpinionRow;
      readonly message: string;
      readonly decidedAt?: string | null;
      readonly decidedBy?: { readonly name: string } | null;
    }
  | { readonly __typename: "OpinionStepImpossible"; readonly opinion: OpinionRow; readonly message: string }
  | { readonly __typename: "ClaimConflict"; readonly message: string }
  | { readonly __typename: "ClaimOutdated"; readonly message: string };

type On = Pick<OpinionRow, "id" | "version" | "claim">;

export function useTriage(viewerId: string) {
  const [triage] = useMutation(TRIAGE);
  return (opinion: On, { topicId, urgency }: { topicId: string | null; urgency: Urgency }): Promise<DecisionOutcome> =>
    settle(triage({ variables: { input: { ...asSeen(opinion, viewerId), topicId, urgency } } }), (data) => data.triageOpinion);
}

export function useSetAside(viewerId: string) {
  const [setAside] = useMutation(SET_ASIDE);
  return (opinion: On, reason: SetAsideReason): Promise<DecisionOutcome> =>
    settle(setAside({ variables: { input: { ...asSeen(opinion, viewerId), reason } } }), (data) => data.setOpinionAside);
}

export function useUndoDecision(viewerId: string) {
  const [undo] = useMutation(UNDO);
  return (opinion: On): Promise<DecisionOutcome> =>
    settle(undo({ variables: { input: asSeen(opinion, viewerId) } }), (data) => data.undoOpinionDecision);
}

/** The viewer's own claim goes along: a decision under one that has passed to a colleague comes too late. */
function asSeen({ id, version, claim }: On, viewerId: string) {
  return { opinionId: id, expectedVersion: version, fencingNumber: claim?.holder.id === viewerId ? claim.fencingNumber : null };
}

async function settle<Data>(work: Promise<{ data?: Data | null | undefined }>, answerIn: (data: Data) => Answer): Promise<DecisionOutcome> {
  const data = await work.then((result) => result.data).catch(() => undefined);
  if (!data) return { kind: "failed" };
  const answer = answerIn(data);
  if (answer.__typename === "OpinionDecided") return { kind: "decided", opinion: answer.opinion };
  if (answer.__typename === "ClaimConflict" || answer.__typename === "ClaimOutdated") {
    return { kind: "held", message: answer.message };
  }
  return {
    kind: "refused",
    opinion: answer.opinion,
    message: answer.message,
    ...(answer.__typename === "OpinionConflict" ? { by: answer.decidedBy?.name ?? null, at: answer.decidedAt ?? null } : { by: null, at: null }),
  };
}
