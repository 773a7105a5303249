import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { TEXT } from "@/controls/text-styles.ts";
import { ApiRefused } from "@/graphql/api-unavailable.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import type { ArticlesPageQuery } from "@/graphql/generated/graphql";
import { whenAvailable } from "@/graphql/when-available.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { Away } from "@/shell/away.tsx";
import { goToNotFound } from "@/shell/go-to-not-found.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { ArticleLink } from "./article-link.tsx";

const PAGE_SIZE = 12;
const ARTICLES_PAGE = graphql(`
  query ArticlesPage($first: Int!, $after: String) {
    articles(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ArticleLink
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** All published articles, newest first; `after` is the cursor of the last one on the page before. */
export function ArticlesPage({ after }: { readonly after: string | undefined }) {
  return (
    <PageFrame path={PATHS.articles} current="articles">
      <ArticlesOrAway after={after} />
    </PageFrame>
  );
}

export async function articlesPageMetadata(): Promise<Metadata> {
  const t = await getTranslations("articles");
  return pageMetadata({ title: t("title") });
}

async function ArticlesOrAway({ after }: { readonly after: string | undefined }) {
  const answer = await whenAvailable(fetchApi(ARTICLES_PAGE, { first: PAGE_SIZE, after: after ?? null }).catch(toNotFound));
  return answer ? <ArticleList articles={answer.articles} isFirstPage={after === undefined} /> : <Away />;
}

/** A cursor that is none, in an address that was cut or made up. */
function toNotFound(error: unknown): Promise<never> {
  if (error instanceof ApiRefused && error.code === "BAD_USER_INPUT") return goToNotFound();
  throw error;
}

interface ArticleListProps {
  readonly articles: ArticlesPageQuery["articles"];
  readonly isFirstPage: boolean;
}

async function ArticleList({ articles: { edges, pageInfo }, isFirstPage }: ArticleListProps) {
  const [t, locale] = await Promise.all([getTranslations("articles"), getLocale()]);
  const path = pathIn(locale, PATHS.articles);
  return (
    <div className="max-w-[40rem]">
      <h1 className={TEXT.h1}>{t("heading")}</h1>
      <p className={`mt-3 ${TEXT.lead}`}>{t("lead")}</p>
      {edges.length > 0 ? (
        <ul className="mt-8">
          {edges.map(({ cursor, node }) => (
            <ArticleLink key={cursor} article={node} headingLevel={2} />
          ))}
        </ul>
      ) : (
        <p className="mt-8">{t.rich("none", { link: (chunks) => <a href={pathIn(locale, PATHS.submit)}>{chunks}</a> })}</p>
      )}
      {(!isFirstPage || pageInfo.hasNextPage) && (
        <nav aria-label={t("paging")} className="mt-5 flex flex-wrap gap-3">
          {!isFirstPage && (
            <a href={path} className={buttonStyle("plain")}>
              {t("newest")}
            </a>
          )}
          {pageInfo.hasNextPage && pageInfo.endCursor && (
            <a href={`${path}?after=${encodeURIComponent(pageInfo.endCursor)}`} className={buttonStyle("plain")}>
              {t("older")}
            </a>
          )}
        </nav>
      )}
    </div>
  );
}
