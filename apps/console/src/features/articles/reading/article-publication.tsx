"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ArticleInHand } from "../article-in-hand.ts";
import { useMoment } from "../use-moment.ts";

interface ArticlePublicationProps {
  readonly article: ArticleInHand;
  /** The portal's address; null when it is not known here. */
  readonly portalUrl: string | null;
}

/** What the public sees of it now, or when it will. */
export function ArticlePublication({ article, portalUrl }: ArticlePublicationProps) {
  const t = useTranslations("articles.publication");
  const moment = useMoment();
  const { status, publishAt, slug, correctionNote, withdrawalReason } = article;
  if (!slug && !publishAt) return null;
  return (
    <section aria-labelledby="publication-heading" className="mb-6">
      <h2 id="publication-heading" className="mb-1.5 font-semibold">
        {t("title")}
      </h2>
      <div className="space-y-1.5 text-sm text-ink-2">
        {publishAt && <p>{t("due", { at: moment.at(publishAt) })}</p>}
        {status === "PUBLISHED" && <p>{t("published")}</p>}
        {status === "CORRECTED" && <p>{t("corrected", { note: correctionNote ?? "" })}</p>}
        {status === "WITHDRAWN" && <p>{t("withdrawn", { reason: withdrawalReason ?? "" })}</p>}
        {slug && ["DRAFT", "IN_REVIEW", "APPROVED", "SCHEDULED"].includes(status) && <p>{t("correcting", { note: correctionNote ?? "" })}</p>}
        {slug && portalUrl && (
          <a href={`${portalUrl}/bai-viet/${slug}`} target="_blank" rel="noopener" className="inline-flex items-center gap-1.5">
            <ExternalLink size={16} strokeWidth={1.75} aria-hidden="true" />
            {t("open")}
          </a>
        )}
      </div>
    </section>
  );
}
