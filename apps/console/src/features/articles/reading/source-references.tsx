"use client";
import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SourceForm } from "../article-form.ts";
import { useMoment } from "../use-moment.ts";

/** The sources to look into, each with the passage relied on. */
export function SourceReferences({ sources }: { readonly sources: readonly SourceForm[] }) {
  const t = useTranslations("articles.sources");
  const moment = useMoment();
  return (
    <section aria-labelledby="sources-heading">
      <h2 id="sources-heading" className="mb-1.5 font-semibold">
        {t("title")} <span className="font-normal text-ink-3">{sources.length}</span>
      </h2>
      {sources.length === 0 && <p className="text-sm text-ink-3">{t("none")}</p>}
      <ol className="space-y-3 text-sm">
        {sources.map(({ key, title, url, quote, accessedOn }, index) => (
          <li key={key} className="grid grid-cols-[1rem_auto_minmax(0,1fr)] gap-1.5 break-words">
            <FileText size={16} strokeWidth={1.75} className="mt-0.5 text-ink-3" aria-hidden="true" />
            <span className="text-ink-3">[{index + 1}]</span>
            <span className="min-w-0">
              {/^https?:\/\//i.test(url) ? (
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {title}
                </a>
              ) : (
                title
              )}
              {quote && <q className="block text-ink-2">{quote}</q>}
              {accessedOn && <span className="block text-xs text-ink-3">{t("seenOn", { day: moment.day(accessedOn) })}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
