import { graphql } from "@/graphql/generated";
import type { QueuePageQuery } from "@/graphql/generated/graphql";
import type { QueuePage } from "./live-queue.ts";

export const QUEUE_PAGE = graphql(`
  query QueuePage($filter: OpinionFilter, $first: Int!, $after: String) {
    opinions(filter: $filter, first: $first, after: $after) {
      liveCursor
      edges {
        node {
          ...OpinionRow
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export type QueuePageData = QueuePageQuery;

export function toQueuePage({ opinions: { edges, pageInfo } }: QueuePageData): QueuePage {
  return { rows: edges.map(({ node }) => node), endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage };
}
