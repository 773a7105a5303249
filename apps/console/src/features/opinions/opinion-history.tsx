"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { OpinionRow } from "./opinion-row.ts";
import { useWhen } from "./use-when.ts";

/** What was decided, by whom and when. Faces and names here are colleagues': a sender has none. */
export function OpinionHistory({ history }: Pick<OpinionRow, "history">) {
  const t = useTranslations("history");
  const urgencies = useTranslations("opinion.urgencies");
  const when = useWhen();
  return (
    <section aria-labelledby="history-title" className="max-w-(--measure)">
      <h2 id="history-title" className="font-semibold">
        {t("title")}
      </h2>
      {history.length === 0 ? (
        <p className="mt-1 text-sm text-ink-3">{t("none")}</p>
      ) : (
        <ol className="mt-1 text-sm">
          {history.map((decision) => (
            <li key={decision.id} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3 py-1">
              <time dateTime={decision.decidedAt} className="text-ink-3">
                {when.exact(decision.decidedAt)}
              </time>
              <span className={clsx(decision.isUndone ? "text-ink-3 line-through" : "text-ink-2")}>
                {t(`kinds.${decision.kind}`, {
                  name: decision.decidedBy?.name ?? t("product"),
                  reason: decision.reason ? t(`reasons.${decision.reason}`) : "",
                  hasUrgency: decision.urgency ? "yes" : "no",
                  urgency: decision.urgency ? urgencies(decision.urgency) : "",
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
