import { getLocale, getTranslations } from "next-intl/server";
import { type FragmentType, graphql, readFragment } from "@/graphql/generated";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { articleDay } from "./article-day.ts";

const ARTICLE_LINK = graphql(`
  fragment ArticleLink on Article {
    slug
    title
    kind
    status
    publishedAt
  }
`);

interface ArticleLinkProps {
  readonly article: FragmentType<typeof ARTICLE_LINK>;
  readonly headingLevel: 2 | 3;
}

/** A line of a list of articles: the title as a link, the kind and the day. */
export async function ArticleLink({ article: masked, headingLevel }: ArticleLinkProps) {
  const article = readFragment(ARTICLE_LINK, masked);
  const [t, locale, day] = await Promise.all([getTranslations("articles"), getLocale(), articleDay(article.publishedAt)]);
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <li className="border-t border-line pt-2 pb-3.5 last:border-b">
      <Heading className="text-lg leading-[1.625rem]">
        <a href={pathIn(locale, `${PATHS.articles}/${article.slug}`)} lang="vi" className="block min-h-11 py-2">
          {article.title}
        </a>
      </Heading>
      <p className="text-md text-ink-2">
        {t("kindAndDay", { kind: t(`kind.${article.kind}`), day })}
        {article.status === "CORRECTED" && <Mark className="bg-context-soft text-context">{t("corrected")}</Mark>}
        {article.status === "WITHDRAWN" && <Mark className="bg-hotspot-soft text-hotspot">{t("withdrawn")}</Mark>}
      </p>
    </li>
  );
}

function Mark({ className, children }: { readonly className: string; readonly children: string }) {
  return <span className={`ml-2 rounded-sm px-2 py-0.5 text-[.9375rem] font-medium whitespace-nowrap ${className}`}>{children}</span>;
}
