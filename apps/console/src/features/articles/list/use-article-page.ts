"use client";
import { useApolloClient } from "@apollo/client/react";
import { useState } from "react";
import type { ArticleDraftFilter } from "@/graphql/generated/graphql";
import { ARTICLE_PAGE, ARTICLE_PAGE_SIZE, type ArticlePageData, type ArticleRow } from "./article-page.query.ts";

interface ArticleRows {
  readonly rows: readonly ArticleRow[];
  readonly hasNextPage: boolean;
  readonly readMore: () => Promise<void>;
  readonly isReading: boolean;
  /** The last attempt to read more failed; what is shown stays. */
  readonly hasFailed: boolean;
}

/** The list from its first page on, read further by cursor. */
export function useArticlePage(firstPage: ArticlePageData, filter: ArticleDraftFilter): ArticleRows {
  const client = useApolloClient();
  const [pages, setPages] = useState([firstPage]);
  const [reading, setReading] = useState<"idle" | "busy" | "failed">("idle");
  const { endCursor, hasNextPage } = (pages.at(-1) ?? firstPage).pageInfo;
  const readMore = async () => {
    if (reading === "busy") return;
    setReading("busy");
    try {
      const variables = { filter, first: ARTICLE_PAGE_SIZE, after: endCursor ?? null };
      const { data } = await client.query({ query: ARTICLE_PAGE, variables, fetchPolicy: "no-cache" });
      if (!data) throw new Error("the page came without data");
      setPages([...pages, data.articleDrafts]);
      setReading("idle");
    } catch {
      setReading("failed");
    }
  };
  return { rows: onceEach(pages), hasNextPage, readMore, isReading: reading === "busy", hasFailed: reading === "failed" };
}

/** An article that was changed between two pages comes on both; its newer line counts. */
function onceEach(pages: readonly ArticlePageData[]): readonly ArticleRow[] {
  const rows = new Map<string, ArticleRow>();
  for (const { edges } of pages) for (const { node } of edges) rows.set(node.id, node);
  return [...rows.values()];
}
