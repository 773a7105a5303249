"use client";
import { useTranslations } from "next-intl";
import { CoveredText } from "@/features/opinions/covers/covered-text.tsx";
import type { AnsweredOpinion } from "../article-in-hand.ts";

/** The first lines of what somebody said, and from where; null when it cannot be read, undefined while it is. */
export function OpinionExcerpt({ opinion }: { readonly opinion: AnsweredOpinion | null | undefined }) {
  const t = useTranslations("articles.answers");
  if (!opinion) return <p className="min-w-0 flex-1 text-sm text-ink-3">{t(opinion === null ? "unreadable" : "reading")}</p>;
  return (
    <div className="min-w-0 flex-1">
      <p className="line-clamp-4 break-words">
        {opinion.isErased ? t("erased") : <CoveredText text={opinion.text} redactions={opinion.redactions} />}
      </p>
      <p className="mt-0.5 text-xs text-ink-3">{opinion.unit.name}</p>
    </div>
  );
}
