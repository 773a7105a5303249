import { graphql } from "@/graphql/generated";

export const ARTICLE = graphql(`
  query ArticleOfDesk($id: ID!) {
    articleDraft(id: $id) {
      ...ArticleInHand
    }
  }
`);

export const ANSWERED = graphql(`
  query OpinionToAnswer($id: ID!) {
    opinion(id: $id) {
      ...AnsweredOpinion
    }
  }
`);
