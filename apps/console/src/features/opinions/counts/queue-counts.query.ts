import { graphql } from "@/graphql/generated";

/** For the page as it is made on the server: the numbers stand there before any script has run. */
export const QUEUE_COUNTS = graphql(`
  query QueueCounts($filters: [OpinionFilter!]!) {
    opinionCounts(filters: $filters)
  }
`);
