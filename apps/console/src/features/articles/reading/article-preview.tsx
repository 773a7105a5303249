"use client";
import { useTranslations } from "next-intl";
import type { ArticleForm } from "../article-form.ts";
import { useMoment } from "../use-moment.ts";
import { ArticleText } from "./article-text.tsx";

type Shown = Pick<ArticleForm, "kind" | "title" | "summary" | "body" | "byline" | "sources">;

/** The article as it will stand in public. */
export function ArticlePreview({ article }: { readonly article: Shown }) {
  const t = useTranslations("articles");
  const sources = article.sources.filter(({ title }) => title.trim() !== "");
  return (
    <article aria-label={t("preview.label")} className="mx-auto max-w-[44rem] px-4 py-6 text-md sm:px-8">
      <p className="text-sm text-ink-3">
        {t("preview.about", { kind: t(`kinds.${article.kind}`), byline: article.byline || t("preview.noByline") })}
      </p>
      <h2 className="mt-1 text-2xl font-bold tracking-tight break-words">{article.title || <Missing>{t("preview.noTitle")}</Missing>}</h2>
      <p className="mt-3.5 text-lg break-words">{article.summary || <Missing>{t("preview.noSummary")}</Missing>}</p>
      <div className="mt-3.5">
        {article.body.trim() === "" ? <Missing>{t("preview.noBody")}</Missing> : <ArticleText body={article.body} sources={sources} />}
      </div>
      {sources.length > 0 && <SourceNotes sources={sources} />}
    </article>
  );
}

function SourceNotes({ sources }: { readonly sources: ArticleForm["sources"] }) {
  const t = useTranslations("articles");
  const moment = useMoment();
  return (
    <section aria-label={t("sources.title")} className="mt-8 border-t border-line pt-3 text-sm text-ink-2">
      <ol className="list-decimal space-y-1.5 pl-5">
        {sources.map((source) => (
          <li key={source.key} className="break-words">
            {source.title}
            {source.quote && <q className="block text-ink-3">{source.quote}</q>}
            {source.accessedOn && <span className="block text-ink-3">{t("sources.seenOn", { day: moment.day(source.accessedOn) })}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Missing({ children }: { readonly children: string }) {
  return <span className="font-normal text-ink-3">{children}</span>;
}
