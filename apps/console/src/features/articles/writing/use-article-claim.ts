"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { quietMs } from "@/claims/activity.ts";
import { RELEASE_CLAIMS } from "@/claims/claim.documents.ts";
import { graphql } from "@/graphql/generated";

const CLAIM_ARTICLE = graphql(`
  mutation ClaimArticle($input: ClaimArticleInput!) {
    claimArticle(input: $input) {
      __typename
      ... on ArticleClaimed { claim { fencingNumber holder { id name } } }
      ... on ClaimConflict { holder { id name } }
    }
  }
`);

const CLAIM_AGAIN_MS = 30_000;
/** Whoever has left the desk keeps nobody waiting: from here on the lease runs out. */
const AWAY_MS = 5 * 60_000;

export interface ArticleClaim {
  readonly holder: { readonly id: string; readonly name: string };
  /** Of the viewer's own claim; null while a colleague holds the article. */
  readonly fencingNumber: number | null;
}

/**
 * The article is claimed while there is unsaved text, and given back with the save or with the page. Claiming again lengthens
 * one's own claim; while a colleague holds it, it is asked again until they are done.
 */
export function useArticleClaim({ articleId, isEditing }: { readonly articleId: string | null; readonly isEditing: boolean }): ArticleClaim | null {
  const client = useApolloClient();
  const [claim, setClaim] = useState<ArticleClaim | null>(null);
  useEffect(() => {
    if (articleId === null || !isEditing) return;
    let isOver = false;
    const ask = async () => {
      if (quietMs() > AWAY_MS) return;
      const { data } = await client.mutate({ mutation: CLAIM_ARTICLE, variables: { input: { articleId } }, fetchPolicy: "no-cache" });
      const outcome = data?.claimArticle;
      if (isOver || !outcome) return;
      setClaim(outcome.__typename === "ArticleClaimed" ? outcome.claim : { holder: outcome.holder, fencingNumber: null });
    };
    const askCalmly = () => void ask().catch(() => undefined);
    const giveBack = () => {
      client
        .mutate({
          mutation: RELEASE_CLAIMS,
          variables: { input: { kind: "ARTICLE", ids: [articleId] } },
          context: { fetchOptions: { keepalive: true } },
        })
        .catch(() => undefined);
    };
    askCalmly();
    const timer = setInterval(askCalmly, CLAIM_AGAIN_MS);
    window.addEventListener("pagehide", giveBack);
    return () => {
      isOver = true;
      clearInterval(timer);
      window.removeEventListener("pagehide", giveBack);
      setClaim(null);
      giveBack();
    };
  }, [client, articleId, isEditing]);
  return claim;
}
