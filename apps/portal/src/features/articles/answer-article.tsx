import { getLocale, getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { type FragmentType, graphql, readFragment } from "@/graphql/generated";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { articleDay } from "./article-day.ts";

const ANSWER_ARTICLE = graphql(`
  fragment AnswerArticle on Article {
    id
    slug
    title
    summary
    byline
    publishedAt
    correctedAt
    withdrawnAt
  }
`);

/** An article as the answer to somebody's opinion: its first lines, who signs it, the way to all of it. */
export async function AnswerArticle({ article: masked }: { readonly article: FragmentType<typeof ANSWER_ARTICLE> }) {
  const article = readFragment(ANSWER_ARTICLE, masked);
  const [t, locale, publishedDay] = await Promise.all([getTranslations("follow"), getLocale(), articleDay(article.publishedAt)]);
  return (
    <section aria-labelledby={`answer-${article.id}`} className="mt-8 grid gap-3 rounded-lg bg-accent-soft px-4 py-5 md:px-7 md:py-6">
      <div>
        <p className={`text-ink-2 ${TEXT.small}`}>{t("answer")}</p>
        <h2 id={`answer-${article.id}`} lang="vi" className={TEXT.h2}>
          {article.title}
        </h2>
      </div>
      <p lang="vi">{article.summary}</p>
      {article.correctedAt && <p className={TEXT.small}>{t("answerCorrected", { day: await articleDay(article.correctedAt) })}</p>}
      {article.withdrawnAt && <p className={TEXT.small}>{t("answerWithdrawn", { day: await articleDay(article.withdrawnAt) })}</p>}
      <p>
        <a href={pathIn(locale, `${PATHS.articles}/${article.slug}`)} className={`inline-flex min-h-11 items-center ${TEXT.small}`}>
          {t("readArticle")}
        </a>
      </p>
      <p className={`border-t border-[color-mix(in_srgb,var(--accent)_30%,transparent)] pt-3 ${TEXT.small}`}>
        {t.rich("answerSigned", { b: (chunks) => <b>{chunks}</b>, byline: article.byline, day: publishedDay })}
      </p>
    </section>
  );
}
