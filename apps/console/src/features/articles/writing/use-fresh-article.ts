"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { now } from "@/clock.ts";
import { ARTICLE } from "../article.query.ts";
import type { ArticleInHand } from "../article-in-hand.ts";

const LOOK_AGAIN_MS = 10_000;

/** Looks how the article stands whenever somebody comes back to this window, and while its hour to be published strikes. */
export function useFreshArticle(article: ArticleInHand | null, onTold: (article: ArticleInHand) => void): void {
  const client = useApolloClient();
  const id = article?.id;
  const dueAt = article?.status === "SCHEDULED" ? article.publishAt : null;
  useEffect(() => {
    if (!id) return undefined;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      // A failure says nothing here: what is shown stays, and the next save or step tells.
      const answer = await client.query({ query: ARTICLE, variables: { id }, fetchPolicy: "no-cache" }).catch(() => undefined);
      if (answer?.data?.articleDraft) onTold(answer.data.articleDraft);
    };
    const lookWhenDue = () => {
      if (dueAt && Date.parse(dueAt) <= now().getTime()) void look();
    };
    const onFocus = () => void look();
    const timer = dueAt ? setInterval(lookWhenDue, LOOK_AGAIN_MS) : undefined;
    window.addEventListener("focus", onFocus);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", onFocus);
    };
  }, [client, id, dueAt, onTold]);
}
