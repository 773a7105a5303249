import { ApiUnavailable } from "@/graphql/api-unavailable.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import type { FollowAnswer } from "./follow-answer.ts";
import { findGap } from "./follow-opinion.ts";

const WITHDRAW_OPINION = graphql(`
  mutation WithdrawOpinion($receipt: String!) {
    withdrawOpinion(input: { receipt: $receipt }) {
      isWithdrawn
    }
  }
`);

/** Takes the opinion of these words back, or says what is wrong with them. */
export async function withdrawByReceipt(words: readonly string[]): Promise<FollowAnswer> {
  const failure = findGap(words);
  if (failure) return { kind: "failed", words, failure };
  try {
    const { withdrawOpinion } = await fetchApi(WITHDRAW_OPINION, { receipt: words.join(" ") });
    return withdrawOpinion.isWithdrawn ? { kind: "withdrawn" } : { kind: "failed", words, failure: { kind: "unknown" } };
  } catch (error) {
    if (!(error instanceof ApiUnavailable)) throw error;
    return { kind: "failed", words, failure: { kind: error.reason } };
  }
}
