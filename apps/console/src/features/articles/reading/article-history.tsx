"use client";
import { useTranslations } from "next-intl";
import type { ArticleInHand } from "../article-in-hand.ts";
import { useMoment } from "../use-moment.ts";

/** What was done with the article, by whom and when; the latest first. */
export function ArticleHistory({ history }: { readonly history: ArticleInHand["history"] }) {
  const t = useTranslations("articles.history");
  const moment = useMoment();
  return (
    <section aria-labelledby="history-heading">
      <h2 id="history-heading" className="mb-1.5 font-semibold">
        {t("title")}
      </h2>
      <ol reversed className="space-y-2 text-sm">
        {history.toReversed().map(({ id, kind, note, at, by, revisionNumber }) => (
          <li key={id} className="border-l-2 border-line pl-3">
            <p>{t(`kinds.${kind}`, { name: by?.name ?? t("schedule") })}</p>
            {note && <p className="break-words text-ink-2">{t("note", { note })}</p>}
            <p className="text-xs text-ink-3">
              <time dateTime={at}>{moment.at(at)}</time> · {t("revision", { number: revisionNumber })}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
