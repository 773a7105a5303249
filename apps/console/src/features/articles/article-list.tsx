"use client";
import { Button, buttonClass, EmptyState } from "@langnghe/ui";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Viewer } from "../sign-in/find-viewer.ts";
import { type ArticleAddress, isNarrowed, toArticleFilter } from "./list/article-filter.ts";
import { ArticleFilters } from "./list/article-filters.tsx";
import { ArticleListRow } from "./list/article-list-row.tsx";
import type { ArticlePageData } from "./list/article-page.query.ts";
import { useArticlePage } from "./list/use-article-page.ts";
import { useKeptDrafts } from "./list/use-kept-drafts.ts";

interface ArticleListProps {
  readonly viewer: Viewer;
  readonly address: ArticleAddress;
  readonly firstPage: ArticlePageData;
}

/** The desk's articles, last changed first. */
export function ArticleList({ viewer, address, firstPage }: ArticleListProps) {
  const t = useTranslations("articles");
  const filter = useMemo(() => toArticleFilter(address), [address]);
  const { rows, hasNextPage, readMore, isReading, hasFailed } = useArticlePage(firstPage, filter);
  const drafts = useKeptDrafts(viewer.id);
  const mayWrite = viewer.permissions.includes("article:write");
  return (
    <main id="main" className="mx-2 flex min-h-0 flex-col rounded-t-lg bg-surface shadow-sheet">
      <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-1.5">
        <h1 className="text-md font-semibold">{t("title")}</h1>
        {mayWrite && (
          <Link href="/articles/new" className={buttonClass("primary", "ml-auto")}>
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
            {t("list.write")}
          </Link>
        )}
      </header>
      <ArticleFilters key={address.text} address={address} />
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {mayWrite && drafts.newHrefs.map((href) => <UnfinishedNew key={href} href={href} />)}
        {rows.length === 0 ? (
          <Nothing isNarrow={isNarrowed(address)} mayWrite={mayWrite} />
        ) : (
          <ol aria-label={t("title")}>
            {rows.map((article) => (
              <ArticleListRow
                key={article.id}
                article={article}
                mayCountOpinions={viewer.permissions.includes("opinion:read")}
                hasKeptDraft={drafts.articleIds.has(article.id)}
              />
            ))}
          </ol>
        )}
        {hasNextPage && (
          <div className="flex flex-col items-center gap-2 p-4">
            {hasFailed && (
              <p role="alert" className="text-hotspot">
                {t("list.moreFailed")}
              </p>
            )}
            <Button onClick={() => void readMore()} disabled={isReading} aria-busy={isReading}>
              {t(isReading ? "list.reading" : hasFailed ? "retry" : "list.more")}
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}

function UnfinishedNew({ href }: { readonly href: string }) {
  const t = useTranslations("articles.list");
  return (
    <p className="flex flex-wrap gap-x-2 border-b border-line bg-sunken px-4 py-2 text-sm text-ink-2">
      {t("unfinished")}
      <Link href={href}>{t("goOn")}</Link>
    </p>
  );
}

function Nothing({ isNarrow, mayWrite }: { readonly isNarrow: boolean; readonly mayWrite: boolean }) {
  const t = useTranslations("articles.list");
  return (
    <EmptyState title={t(isNarrow ? "noneFound" : "none")} what={t(isNarrow ? "noneFoundNext" : mayWrite ? "noneNext" : "noneWait")}>
      {isNarrow && (
        <Link href="/articles" className={buttonClass("plain")}>
          {t("clear")}
        </Link>
      )}
    </EmptyState>
  );
}
