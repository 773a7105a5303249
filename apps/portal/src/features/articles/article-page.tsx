import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { TwoColumns } from "@/controls/two-columns.tsx";
import { PATHS } from "@/i18n/paths.ts";
import { Away } from "@/shell/away.tsx";
import { goToNotFound } from "@/shell/go-to-not-found.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { ArticleAside } from "./article-aside.tsx";
import { ArticleBody } from "./article-body.tsx";
import { articleDay } from "./article-day.ts";
import { ArticleHistory } from "./article-history.tsx";
import { ArticleNotes } from "./article-notes.tsx";
import { ArticleSources } from "./article-sources.tsx";
import { findArticle, type PublishedArticle } from "./find-article.ts";

/** One article: signed, dated, sourced, with what was changed in public. */
export function ArticlePage({ slug }: { readonly slug: string }) {
  return (
    <PageFrame path={`${PATHS.articles}/${encodeURIComponent(slug)}`} current="articles">
      <ArticleOrAway slug={slug} />
    </PageFrame>
  );
}

export async function articlePageMetadata(slug: string): Promise<Metadata> {
  const [article, away] = await Promise.all([findArticle(slug), getTranslations("away")]);
  if (article === null) return goToNotFound();
  if (!article) return { ...(await pageMetadata({ title: away("title") })), robots: { index: false } };
  const metadata = { ...(await pageMetadata({ title: article.title })), description: article.summary };
  return article.withdrawnAt ? { ...metadata, robots: { index: false } } : metadata;
}

async function ArticleOrAway({ slug }: { readonly slug: string }) {
  const article = await findArticle(slug);
  if (article === null) return goToNotFound();
  if (!article) return <Away />;
  return (
    <TwoColumns>
      <ArticleText article={article} />
      <ArticleAside />
    </TwoColumns>
  );
}

async function ArticleText({ article }: { readonly article: PublishedArticle }) {
  const t = await getTranslations("articles");
  return (
    <article>
      <p className={TEXT.byLine}>{t(`kind.${article.kind}`)}</p>
      <h1 lang="vi" className={`mt-4 ${TEXT.h1}`}>
        {article.title}
      </h1>
      <ByLine article={article} />
      <ArticleNotes article={article} />
      <div lang="vi" className="max-w-[66ch]">
        <p className={`mt-6 ${TEXT.lead}`}>{article.summary}</p>
        <ArticleBody body={article.body} sourceCount={article.sources.length} />
      </div>
      <ArticleSources sources={article.sources} />
      <ArticleHistory article={article} />
    </article>
  );
}

async function ByLine({ article }: { readonly article: PublishedArticle }) {
  const [t, day] = await Promise.all([getTranslations("articles"), articleDay(article.publishedAt)]);
  const words = { b: (chunks: React.ReactNode) => <b>{chunks}</b>, byline: article.byline, day };
  return (
    <p className={`mt-4 ${TEXT.byLine}`}>
      {article.correctedAt
        ? t.rich("publishedCorrected", { ...words, correctedDay: await articleDay(article.correctedAt) })
        : t.rich("published", words)}
    </p>
  );
}
