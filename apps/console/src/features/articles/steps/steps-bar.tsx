import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ArticleStatus } from "@/graphql/generated/graphql";
import type { ArticleInHand } from "../article-in-hand.ts";

const PATH = ["DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED", "PUBLISHED"] as const satisfies readonly ArticleStatus[];

/** How far the article has come on its way into public; a correction and a withdrawal are said in words. */
export function StepsBar({ article }: { readonly article: ArticleInHand | null }) {
  const t = useTranslations("articles.steps");
  const status = article?.status ?? "DRAFT";
  const isCorrecting = article?.slug != null && status !== "PUBLISHED" && status !== "CORRECTED" && status !== "WITHDRAWN";
  const at = PATH.findIndex((step) => step === (status === "CORRECTED" ? "PUBLISHED" : status));
  const reached = status === "WITHDRAWN" ? PATH.length : at;
  return (
    <ol id="article-steps" tabIndex={-1} aria-label={t("label")} className="flex flex-wrap items-center gap-y-1 text-sm text-ink-3">
      {isCorrecting && <li className="mr-1 rounded-full bg-context-soft px-2 text-xs leading-6 font-medium text-context">{t("correcting")}</li>}
      {PATH.map((step, place) => (
        <Step
          key={step}
          word={t(step === "PUBLISHED" && status === "CORRECTED" ? "CORRECTED" : step)}
          isCurrent={place === at}
          isDone={place < reached && (step !== "SCHEDULED" || wasScheduled(article))}
          isFirst={place === 0}
        />
      ))}
      {status === "WITHDRAWN" && <Step word={t("WITHDRAWN")} isCurrent isDone={false} isFirst={false} />}
    </ol>
  );
}

interface StepProps {
  readonly word: string;
  readonly isCurrent: boolean;
  readonly isDone: boolean;
  readonly isFirst: boolean;
}

function Step({ word, isCurrent, isDone, isFirst }: StepProps) {
  const t = useTranslations("articles.steps");
  return (
    <li
      aria-current={isCurrent ? "step" : undefined}
      className={clsx("inline-flex items-center whitespace-nowrap", isDone && "text-ink-2", isCurrent && "font-semibold text-accent-soft-ink")}
    >
      {!isFirst && <span aria-hidden="true" className="mx-1 h-px w-3 bg-line-strong" />}
      <span className={clsx("inline-flex items-center gap-1 rounded-full px-2 leading-6", isCurrent && "bg-accent-soft")}>
        {isDone && <Check size={13} strokeWidth={1.75} aria-hidden="true" />}
        {word}
        {isDone && <span className="sr-only">{t("done")}</span>}
      </span>
    </li>
  );
}

/** Publishing at once leaves the hour out. Only the way since the last publication counts. */
function wasScheduled(article: ArticleInHand | null): boolean {
  const kinds = article?.history.map(({ kind }) => kind) ?? [];
  return kinds.lastIndexOf("SCHEDULED") > Math.max(kinds.lastIndexOf("CORRECTION_STARTED"), kinds.lastIndexOf("RETURNED"));
}
