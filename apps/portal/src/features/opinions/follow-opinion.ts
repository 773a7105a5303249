import { ApiUnavailable } from "@/graphql/api-unavailable.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import type { FollowAnswer, FollowFailure } from "./follow-answer.ts";
import { RECEIPT_PLACES, RECEIPT_WORD_COUNT } from "./receipt-words.ts";

const OPINION_BY_RECEIPT = graphql(`
  query OpinionByReceipt($receipt: String!) {
    opinionByReceipt(receipt: $receipt) {
      text
      status
      receivedAt
      isWaiting
      unit {
        name
      }
      answers {
        id
        ...AnswerArticle
      }
    }
  }
`);

/** Opens an opinion with the words of its receipt, or says what is wrong with them. */
export async function followOpinion(words: readonly string[]): Promise<FollowAnswer> {
  const failure = findGap(words);
  if (failure) return { kind: "failed", words, failure };
  try {
    const { opinionByReceipt: opinion } = await fetchApi(OPINION_BY_RECEIPT, { receipt: words.join(" ") });
    return opinion ? { kind: "opened", opinion } : { kind: "failed", words, failure: { kind: "unknown" } };
  } catch (error) {
    if (!(error instanceof ApiUnavailable)) throw error;
    return { kind: "failed", words, failure: { kind: error.reason } };
  }
}

/** What is missing from the words of a receipt, or too much. */
export function findGap(words: readonly string[]): FollowFailure | undefined {
  if (words.length > RECEIPT_WORD_COUNT) return { kind: "tooMany" };
  const places = RECEIPT_PLACES.filter((place) => !words[place - 1]);
  return places.length > 0 ? { kind: "missing", places } : undefined;
}
