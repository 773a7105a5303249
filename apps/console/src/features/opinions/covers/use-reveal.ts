"use client";
import { useMutation } from "@apollo/client/react";
import { graphql } from "@/graphql/generated";
import type { RevealOpinionTextMutation } from "@/graphql/generated/graphql";

const REVEAL = graphql(`
  mutation RevealOpinionText($input: RevealOpinionTextInput!) {
    revealOpinionText(input: $input) {
      text
      redactions {
        kind
        start
        end
      }
    }
  }
`);

export type Revealed = RevealOpinionTextMutation["revealOpinionText"];

/** The words as received, for a reason; undefined when they could not be had. They pass by the cache. */
export function useReveal() {
  const [reveal, { loading: isBusy }] = useMutation(REVEAL, { fetchPolicy: "no-cache" });
  const ask = (opinionId: string, reason: string): Promise<Revealed | undefined> =>
    reveal({ variables: { input: { opinionId, reason } } }).then(
      ({ data }) => data?.revealOpinionText,
      () => undefined,
    );
  return { ask, isBusy };
}
