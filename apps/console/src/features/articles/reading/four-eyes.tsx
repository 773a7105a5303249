"use client";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ArticleForm } from "../article-form.ts";
import type { ArticleInHand } from "../article-in-hand.ts";
import { checkArticle } from "./article-checks.ts";

interface FourEyesProps {
  readonly article: ArticleInHand | null;
  readonly form: ArticleForm;
}

/** Who wrote, who stands in for it, and what can be checked by looking. */
export function FourEyes({ article, form }: FourEyesProps) {
  const t = useTranslations("articles.fourEyes");
  const format = useFormatter();
  const writers = format.list(article?.writtenBy.map(({ name }) => name) ?? []);
  return (
    <section aria-labelledby="four-eyes-heading" className="mb-6">
      <h2 id="four-eyes-heading" className="mb-1.5 font-semibold">
        {t("title")}
      </h2>
      <div className="space-y-1 text-sm text-ink-2">
        {article && <p>{t("writers", { writers })}</p>}
        <p>{article?.approvedBy ? t("approver", { name: article.approvedBy.name }) : t("noApprover")}</p>
        {article?.approvalHindrance ? (
          <p id="approval-hindrance" className="font-medium text-ink">
            {article.approvalHindrance}
          </p>
        ) : (
          <p>{t("rule")}</p>
        )}
      </div>
      <ul className="mt-3 space-y-1.5 text-sm">
        {checkArticle(form).map(({ check, isMet }) => (
          <li key={check} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-2">
            {isMet ? (
              <CircleCheck size={16} strokeWidth={1.75} className="mt-0.5 text-ok" aria-hidden="true" />
            ) : (
              <CircleDashed size={16} strokeWidth={1.75} className="mt-0.5 text-soon" aria-hidden="true" />
            )}
            <span>
              {t(`checks.${check}`)}
              <span className="sr-only">{t(isMet ? "met" : "notMet")}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-3">{t("revision")}</p>
    </section>
  );
}
