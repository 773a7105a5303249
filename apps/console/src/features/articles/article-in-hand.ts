import { graphql } from "@/graphql/generated";
import type { AnsweredOpinionFragment, ArticleInHandFragment } from "@/graphql/generated/graphql";

/** @public Documents name it in their text. */
export const ANSWERED_OPINION = graphql(`
  fragment AnsweredOpinion on Opinion {
    id
    text
    redactions {
      kind
      start
      end
    }
    isErased
    receivedAt
    status
    unit {
      id
      name
    }
  }
`);

/** All that the desk shows of an article: it comes with the page and with every answer to a save or a step. @public Documents name it in their text. */
export const ARTICLE_IN_HAND = graphql(`
  fragment ArticleInHand on ArticleDraft {
    id
    kind
    status
    title
    summary
    body
    byline
    sources {
      title
      url
      quote
      accessedOn
    }
    unit {
      id
      name
    }
    answers {
      ...AnsweredOpinion
    }
    answerCount
    writtenBy {
      id
      name
    }
    approvedBy {
      id
      name
    }
    approvalHindrance
    correctionNote
    withdrawalReason
    publishAt
    slug
    revisionNumber
    updatedAt
    version
    viewerCanEdit
    viewerCanSendForReview
    viewerCanReturn
    viewerCanApprove
    viewerCanPublish
    viewerCanCorrect
    viewerCanWithdraw
    history {
      id
      kind
      note
      at
      revisionNumber
      by {
        id
        name
      }
    }
  }
`);

export type ArticleInHand = ArticleInHandFragment;
export type AnsweredOpinion = AnsweredOpinionFragment;
