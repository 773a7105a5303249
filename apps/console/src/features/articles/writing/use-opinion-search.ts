"use client";
import { useApolloClient } from "@apollo/client/react";
import { useRef, useState } from "react";
import { graphql } from "@/graphql/generated";
import type { OpinionStatus } from "@/graphql/generated/graphql";
import type { AnsweredOpinion } from "../article-in-hand.ts";

const SEARCH = graphql(`
  query SearchOpinionsToAnswer($filter: OpinionFilter!, $first: Int!) {
    opinions(filter: $filter, first: $first) {
      edges {
        node {
          ...AnsweredOpinion
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

const PAGE_SIZE = 10;
/** What was set aside waits for no answer. */
const ANSWERABLE: OpinionStatus[] = ["RECEIVED", "TRIAGED", "IN_CASE", "ANSWERED"];

export type OpinionSearch =
  | { readonly kind: "idle" | "busy" | "failed" }
  | { readonly kind: "found"; readonly opinions: readonly AnsweredOpinion[]; readonly hasMore: boolean };

/** Looks for opinions by words, when asked to: every reading is written down, so none happens while somebody types. */
export function useOpinionSearch() {
  const client = useApolloClient();
  const [search, setSearch] = useState<OpinionSearch>({ kind: "idle" });
  const latest = useRef(0);
  const look = async (text: string) => {
    latest.current += 1;
    const asked = latest.current;
    setSearch({ kind: "busy" });
    const found = await client
      .query({ query: SEARCH, variables: { filter: { text, status: ANSWERABLE }, first: PAGE_SIZE }, fetchPolicy: "no-cache" })
      .then(({ data }) => data?.opinions)
      .catch(() => undefined);
    if (asked !== latest.current) return;
    setSearch(found ? { kind: "found", opinions: found.edges.map(({ node }) => node), hasMore: found.pageInfo.hasNextPage } : { kind: "failed" });
  };
  const clear = () => {
    latest.current += 1;
    setSearch({ kind: "idle" });
  };
  return { search, look, clear };
}
