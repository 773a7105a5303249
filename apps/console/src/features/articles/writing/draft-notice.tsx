"use client";
import { Button } from "@langnghe/ui";
import { HardDriveDownload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMoment } from "../use-moment.ts";

interface DraftNoticeProps {
  /** When the text had been kept; null when it was typed just now. */
  readonly keptAt: string | null;
  /** The article cannot be edited as it stands: the text waits. */
  readonly isWaiting: boolean;
  readonly onDiscard: () => void;
}

/** Says calmly that there is text on this machine which the server has not, and lets one drop it. */
export function DraftNotice({ keptAt, isWaiting, onDiscard }: DraftNoticeProps) {
  const t = useTranslations("articles.draft");
  const moment = useMoment();
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-2 text-sm">
      <HardDriveDownload size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-2" />
      <p className="min-w-0 flex-1">{isWaiting ? t("waiting") : t("restored", { at: keptAt ? moment.at(keptAt) : "" })}</p>
      <Button look="bare" onClick={onDiscard}>
        {t("drop")}
      </Button>
    </div>
  );
}
