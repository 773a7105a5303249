"use client";
import { useMutation } from "@apollo/client/react";
import { graphql } from "@/graphql/generated";
import { type ArticleOutcome, OUTSIDE_CACHE, patience, toOutcome } from "./article-outcome.ts";

/** @public Documents name it in their text. */
export const ARTICLE_ANSWER = graphql(`
  fragment Changed on ArticleChanged {
    article {
      ...ArticleInHand
    }
  }
  fragment Conflicting on ArticleConflict {
    message
    article {
      ...ArticleInHand
    }
  }
  fragment Impossible on ArticleStepImpossible {
    message
    field
    current: article {
      ...ArticleInHand
    }
  }
  fragment Held on ClaimConflict {
    message
  }
  fragment Outdated on ClaimOutdated {
    message
  }
`);

const SEND = graphql(
  `mutation SendArticleForReview($input: ArticleStepInput!) { sendArticleForReview(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const RETURN = graphql(
  `mutation ReturnArticle($input: ReturnArticleInput!) { returnArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const APPROVE = graphql(
  `mutation ApproveArticle($input: ArticleStepInput!) { approveArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const PUBLISH = graphql(
  `mutation PublishArticle($input: PublishArticleInput!) { publishArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const CORRECT = graphql(
  `mutation CorrectArticle($input: CorrectArticleInput!) { correctArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);
const WITHDRAW = graphql(
  `mutation WithdrawArticle($input: WithdrawArticleInput!) { withdrawArticle(input: $input) { __typename ...Changed ...Conflicting ...Impossible ...Held ...Outdated } }`,
);

/** The article and the version its step is taken from. */
export interface InHand {
  readonly articleId: string;
  readonly expectedVersion: number;
}

export interface ArticleSteps {
  readonly sendForReview: (at: InHand) => Promise<ArticleOutcome>;
  readonly returnToWriters: (at: InHand, note: string) => Promise<ArticleOutcome>;
  readonly approve: (at: InHand) => Promise<ArticleOutcome>;
  /** Now, or at a moment to come (ISO). */
  readonly publish: (at: InHand, publishAt: string | null) => Promise<ArticleOutcome>;
  readonly startCorrection: (at: InHand, note: string) => Promise<ArticleOutcome>;
  readonly withdraw: (at: InHand, reason: string) => Promise<ArticleOutcome>;
}

/** The steps of an article. None of them throws; the server decides again whether it may be taken. */
export function useArticleSteps(): ArticleSteps {
  const [send] = useMutation(SEND, OUTSIDE_CACHE);
  const [returnIt] = useMutation(RETURN, OUTSIDE_CACHE);
  const [approve] = useMutation(APPROVE, OUTSIDE_CACHE);
  const [publish] = useMutation(PUBLISH, OUTSIDE_CACHE);
  const [correct] = useMutation(CORRECT, OUTSIDE_CACHE);
  const [withdraw] = useMutation(WITHDRAW, OUTSIDE_CACHE);
  return {
    sendForReview: (at) => toOutcome(send({ variables: { input: at }, context: patience() }), (data) => data.sendArticleForReview),
    returnToWriters: (at, note) => toOutcome(returnIt({ variables: { input: { ...at, note } }, context: patience() }), (data) => data.returnArticle),
    approve: (at) => toOutcome(approve({ variables: { input: at }, context: patience() }), (data) => data.approveArticle),
    publish: (at, publishAt) =>
      toOutcome(publish({ variables: { input: { ...at, publishAt } }, context: patience() }), (data) => data.publishArticle),
    startCorrection: (at, note) => toOutcome(correct({ variables: { input: { ...at, note } }, context: patience() }), (data) => data.correctArticle),
    withdraw: (at, reason) => toOutcome(withdraw({ variables: { input: { ...at, reason } }, context: patience() }), (data) => data.withdrawArticle),
  };
}
