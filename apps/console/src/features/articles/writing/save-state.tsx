"use client";
import { useTranslations } from "next-intl";
import type { ArticleInHand } from "../article-in-hand.ts";
import { useMoment } from "../use-moment.ts";

interface SaveStateProps {
  readonly article: ArticleInHand | null;
  readonly isSaving: boolean;
  readonly hasUnsaved: boolean;
  readonly isKept: boolean;
}

/** Where what is typed lies at this moment: always said at the same place. */
export function SaveState({ article, isSaving, hasUnsaved, isKept }: SaveStateProps) {
  const t = useTranslations("articles.saveState");
  const moment = useMoment();
  return (
    <p role="status" className="text-sm text-ink-3">
      {isSaving
        ? t("saving")
        : hasUnsaved
          ? t(isKept ? "kept" : "notKept")
          : article
            ? t("saved", { at: moment.at(article.updatedAt) })
            : t("nothing")}
    </p>
  );
}
