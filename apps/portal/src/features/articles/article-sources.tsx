import { getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { type FragmentType, graphql, readFragment } from "@/graphql/generated";
import { articleDay } from "./article-day.ts";
import { sourceId } from "./source-id.ts";

const ARTICLE_SOURCE = graphql(`
  fragment ArticleSourceLine on ArticleSource {
    title
    url
    quote
    accessedOn
  }
`);

/** The sources of an article, numbered as its marks are. */
export async function ArticleSources({ sources }: { readonly sources: readonly FragmentType<typeof ARTICLE_SOURCE>[] }) {
  const t = await getTranslations("articles");
  if (sources.length === 0) return null;
  return (
    <section aria-labelledby="sources" className="mt-11">
      <h2 id="sources" className={TEXT.h2}>
        {t("sources")}
      </h2>
      <ol className="mt-2 [counter-reset:source]">
        {sources.map((source, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the source's number
          <SourceLine key={index} place={index + 1} source={source} />
        ))}
      </ol>
    </section>
  );
}

async function SourceLine({ place, source: masked }: { readonly place: number; readonly source: FragmentType<typeof ARTICLE_SOURCE> }) {
  const source = readFragment(ARTICLE_SOURCE, masked);
  const t = await getTranslations("articles");
  const href = webAddress(source.url);
  return (
    <li
      id={sourceId(place)}
      className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-baseline border-t border-line py-2.5 text-md [counter-increment:source] before:text-ink-3 before:content-[counter(source)] target:bg-hover"
    >
      <div className="min-w-0 break-words">
        {href ? (
          <a href={href} rel="noreferrer" className="inline-block py-2.5">
            {source.title}
          </a>
        ) : (
          <span className="inline-block py-2.5">{source.title}</span>
        )}
        {href && <span className={`hidden break-all text-ink-3 print:block ${TEXT.small}`}>{href}</span>}
        {source.quote && <span className={`block text-ink-3 ${TEXT.small}`}>{t("sourceQuote", { quote: source.quote })}</span>}
        {source.accessedOn && (
          <span className={`block text-ink-3 ${TEXT.small}`}>{t("sourceSeen", { day: await articleDay(source.accessedOn) })}</span>
        )}
      </div>
    </li>
  );
}

/** Only addresses of the web become links; anything else is left to the title. */
function webAddress(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}
