"use client";
import { HardDriveDownload, MessageSquareText } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ArticleStatusMark } from "../article-status-mark.tsx";
import { useMoment } from "../use-moment.ts";
import type { ArticleRow } from "./article-page.query.ts";

interface ArticleListRowProps {
  readonly article: ArticleRow;
  /** Who may not read opinions sees no small counts of them. */
  readonly mayCountOpinions: boolean;
  readonly hasKeptDraft: boolean;
}

/** One article: its title first, then whose it is, what it answers, and how far it has come. */
export function ArticleListRow({ article, mayCountOpinions, hasKeptDraft }: ArticleListRowProps) {
  const t = useTranslations("articles");
  const format = useFormatter();
  const moment = useMoment();
  const writers = format.list(article.writtenBy.map(({ name }) => name));
  const isCorrecting = article.slug && ["DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED"].includes(article.status);
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b border-line px-4 py-(--row-py) focus-within:bg-hover hover:bg-hover lg:grid-cols-[minmax(0,1fr)_13rem_9rem_9.5rem] lg:items-center">
      <div className="min-w-0">
        <Link
          prefetch={false}
          href={`/articles/${article.id}`}
          className="font-medium break-words text-ink no-underline after:absolute after:inset-0"
        >
          {article.title}
        </Link>
        <p className="text-sm text-ink-3">{t("list.about", { kind: t(`kinds.${article.kind}`), unit: article.unit.name, writers })}</p>
      </div>
      <p className="flex flex-wrap items-center gap-1.5 text-xs text-ink-3">
        <ArticleStatusMark status={article.status} />
        {isCorrecting && <span>{t("list.correcting")}</span>}
        {article.status === "SCHEDULED" && article.publishAt && <span>{moment.at(article.publishAt)}</span>}
        {hasKeptDraft && (
          <span className="inline-flex items-center gap-1 text-ink-2">
            <HardDriveDownload size={14} strokeWidth={1.75} aria-hidden="true" />
            {t("list.keptHere")}
          </span>
        )}
      </p>
      <p className="flex items-center gap-1.5 text-sm text-ink-3">
        <MessageSquareText size={16} strokeWidth={1.75} aria-hidden="true" />
        {mayCountOpinions || article.answerCount >= 5 ? t("list.answers", { count: article.answerCount }) : t("list.fewAnswers")}
      </p>
      <p className="text-sm text-ink-3 lg:text-end">
        <span className="sr-only">{t("list.updated")} </span>
        <time dateTime={article.updatedAt}>{moment.at(article.updatedAt)}</time>
      </p>
    </li>
  );
}
