import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TEXT } from "@/controls/text-styles.ts";
import { articleDay } from "./article-day.ts";
import type { PublishedArticle } from "./find-article.ts";

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What happened to an article since it was published, newest first. */
export async function ArticleHistory({ article }: { readonly article: PublishedArticle }) {
  const t = await getTranslations("articles");
  const { withdrawnAt, withdrawalReason, correctedAt, correctionNote, publishedAt } = article;
  return (
    <section aria-labelledby="history" className="mt-11">
      <h2 id="history" className={TEXT.h2}>
        {t("history")}
      </h2>
      <ol className="mt-2">
        {withdrawnAt && <Row at={withdrawnAt}>{t.rich("historyWithdrawn", { b: bold, reason: withdrawalReason ?? "" })}</Row>}
        {correctedAt && <Row at={correctedAt}>{t.rich("historyCorrected", { b: bold, note: correctionNote ?? "" })}</Row>}
        <Row at={publishedAt}>{t("historyPublished")}</Row>
      </ol>
    </section>
  );
}

async function Row({ at, children }: { readonly at: string; readonly children: ReactNode }) {
  return (
    <li className="grid grid-cols-[6.25rem_minmax(0,1fr)] gap-3 py-2 text-md">
      <time dateTime={at} className="text-ink-3">
        {await articleDay(at)}
      </time>
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}
