import { clsx } from "clsx";
import { CircleCheck, CircleOff, Clock, FilePen, Globe, Hourglass, type LucideIcon, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ArticleStatus } from "@/graphql/generated/graphql";

const LOOKS: Readonly<Record<ArticleStatus, { readonly Icon: LucideIcon; readonly tint: string }>> = {
  DRAFT: { Icon: PencilLine, tint: "bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]" },
  IN_REVIEW: { Icon: Hourglass, tint: "bg-accent-soft text-accent-soft-ink" },
  APPROVED: { Icon: CircleCheck, tint: "bg-accent-soft text-accent-soft-ink" },
  SCHEDULED: { Icon: Clock, tint: "bg-accent-soft text-accent-soft-ink" },
  PUBLISHED: { Icon: Globe, tint: "bg-ok-soft text-ok" },
  CORRECTED: { Icon: FilePen, tint: "bg-ok-soft text-ok" },
  WITHDRAWN: { Icon: CircleOff, tint: "bg-inaccurate-soft text-inaccurate" },
};

/** How far an article has come: a shape and a word, never a colour alone. */
export function ArticleStatusMark({ status }: { readonly status: ArticleStatus }) {
  const t = useTranslations("articles");
  const { Icon, tint } = LOOKS[status];
  return (
    <span className={clsx("inline-flex min-h-6 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap", tint)}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {t(`statuses.${status}`)}
    </span>
  );
}
