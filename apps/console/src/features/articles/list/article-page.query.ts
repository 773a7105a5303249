import { graphql } from "@/graphql/generated";
import type { ArticleDraftPageQuery, ArticleRowFragment } from "@/graphql/generated/graphql";

/** @public Documents name it in their text. */
export const ARTICLE_ROW = graphql(`
  fragment ArticleRow on ArticleDraft {
    id
    title
    kind
    status
    updatedAt
    publishAt
    slug
    answerCount
    unit {
      id
      name
    }
    writtenBy {
      id
      name
    }
  }
`);

export const ARTICLE_PAGE_SIZE = 50;

export const ARTICLE_PAGE = graphql(`
  query ArticleDraftPage($filter: ArticleDraftFilter, $first: Int!, $after: String) {
    articleDrafts(filter: $filter, first: $first, after: $after) {
      edges {
        node {
          ...ArticleRow
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export type ArticleRow = ArticleRowFragment;
export type ArticlePageData = ArticleDraftPageQuery["articleDrafts"];
