import { graphql } from "@/graphql/generated";
import type { OpinionRowFragment } from "@/graphql/generated/graphql";

/** All that list and detail show of an opinion: it comes with pages, with the feed and with every decision. @public Documents name it in their text. */
export const OPINION_ROW = graphql(`
  fragment OpinionRow on Opinion {
    id
    text
    redactions {
      kind
      start
      end
    }
    status
    receivedAt
    urgency
    setAsideReason
    repeatOfId
    similarCount
    isErased
    version
    viewerCanTriage
    viewerCanSetAside
    viewerCanUndo
    viewerCanClaim
    viewerCanReveal
    claim {
      fencingNumber
      expiresAt
      holder {
        id
        name
      }
    }
    unit {
      id
      name
    }
    channel {
      code
      kind
      name
    }
    topic {
      id
      name
    }
    history {
      id
      kind
      reason
      urgency
      statusAfter
      decidedAt
      isUndone
      topic {
        name
      }
      decidedBy {
        id
        name
      }
    }
  }
`);

export type OpinionRow = OpinionRowFragment;
