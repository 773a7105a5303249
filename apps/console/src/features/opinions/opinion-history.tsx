"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { OpinionRow } from "./opinion-row.ts";
import { useWhen } from "./use-when.ts";

/** What was decided, by whom and when. Faces and names here are colleagues': a sender has none. */
export function OpinionHistory({ history }: Pick<OpinionRow, "history">) {
  const t = useTranslations("history");
  const when = useWhen();
  return (
    <section aria-labelledby="history-title" className="mt-10 max-w-(--measure)">
      <h3 id="history-title" className="font-semibold">
        {t("title")}
      </h3>
      {history.length === 0 ? (
        <p className="mt-1 text-sm text-ink-3">{t("none")}</p>
      ) : (
        <ol className="mt-1">
          {history.map((decision) => (
            <li key={decision.id} className="flex gap-3 border-b border-line py-1.5 text-sm last:border-0">
              <time dateTime={decision.decidedAt} className="w-28 shrink-0 text-ink-3">
                {when.exact(decision.decidedAt)}
              </time>
              <span className={clsx("min-w-0 flex-1", decision.isUndone && "text-ink-3 line-through")}>
                {t(`kinds.${decision.kind}`, {
                  name: decision.decidedBy?.name ?? t("product"),
                  reason: decision.reason ? t(`reasons.${decision.reason}`) : "",
                  topic: decision.topic?.name ?? t("noTopic"),
                })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
