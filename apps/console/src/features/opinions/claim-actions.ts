import { graphql } from "@/graphql/generated";

export const CLAIM_OPINION = graphql(`
  mutation ClaimOpinion($input: ClaimOpinionInput!) {
    claimOpinion(input: $input) {
      __typename
      ... on OpinionClaimed { opinion { ...OpinionRow } }
      ... on ClaimConflict { message }
    }
  }
`);

export const CLAIM_NEXT = graphql(`
  mutation ClaimNextOpinions($input: ClaimNextOpinionsInput!) {
    claimNextOpinions(input: $input) {
      opinions { ...OpinionRow }
    }
  }
`);
