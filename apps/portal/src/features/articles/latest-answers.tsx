import { getLocale, getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import { whenAvailable } from "@/graphql/when-available.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { ArticleLink } from "./article-link.tsx";

const LATEST_ARTICLES = graphql(`
  query LatestArticles {
    articles(first: 4) {
      edges {
        cursor
        node {
          ...ArticleLink
        }
      }
    }
  }
`);

/** The newest answers on the start page; a calm sentence while they cannot be read. */
export async function LatestAnswers() {
  const [t, locale, answer] = await Promise.all([getTranslations("home"), getLocale(), whenAvailable(fetchApi(LATEST_ARTICLES))]);
  const edges = answer?.articles.edges ?? [];
  return (
    <section aria-labelledby="latest" className="mt-11">
      <h2 id="latest" className={TEXT.h2}>
        {t("latest")}
      </h2>
      {edges.length > 0 ? (
        <>
          <ul className="mt-2 md:grid md:grid-cols-2 md:gap-x-16 md:*:nth-last-2:odd:border-b">
            {edges.map(({ cursor, node }) => (
              <ArticleLink key={cursor} article={node} headingLevel={3} />
            ))}
          </ul>
          <p className="mt-3">
            <a href={pathIn(locale, PATHS.articles)} className={`inline-flex min-h-11 items-center ${TEXT.small}`}>
              {t("allArticles")}
            </a>
          </p>
        </>
      ) : (
        <p className="mt-2 text-md text-ink-2">{answer ? t("latestNone") : t("latestAway")}</p>
      )}
    </section>
  );
}
