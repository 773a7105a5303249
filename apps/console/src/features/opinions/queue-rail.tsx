"use client";
import { Kbd } from "@langnghe/ui";
import { clsx } from "clsx";
import { Archive, CircleCheck, Flame, Inbox, Layers, ListChecks } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CountMark } from "./counts/count-mark.tsx";
import type { QueueCounts } from "./counts/use-queue-counts.ts";
import type { OpinionRow } from "./opinion-row.ts";
import { type QueueAddress, writeAddress } from "./queue-filter.ts";
import { QUEUES } from "./queues.ts";
import type { RecentDecision } from "./use-decisions.ts";

const ICONS = { received: Inbox, triaged: ListChecks, hotspot: Flame, answered: CircleCheck, setAside: Archive, all: Layers } as const;

interface QueueRailProps {
  readonly address: QueueAddress;
  readonly counts: QueueCounts;
  readonly recent: readonly RecentDecision[];
  readonly onUndo: (opinion: OpinionRow) => Promise<void>;
}

/** Where one can go, and what one has just done and can take back. */
export function QueueRail({ address, counts, recent, onUndo }: QueueRailProps) {
  const t = useTranslations("rail");
  return (
    <nav aria-label={t("label")} className="flex gap-4 overflow-auto px-2 pt-1 pb-3 max-lg:hidden lg:flex-col">
      <div>
        <h2 className="px-2 py-1 text-xs font-medium text-ink-3">{t("queues")}</h2>
        <ul>
          {QUEUES.map(({ word, address: target }) => {
            const Icon = ICONS[word];
            const isHere =
              address.status === target.status && (target.urgency === "HOTSPOT") === (address.urgency === "HOTSPOT" && address.status === "ALL");
            return (
              <li key={word}>
                <Link
                  href={writeAddress(target)}
                  aria-current={isHere ? "page" : undefined}
                  className={clsx(
                    "flex min-h-7.5 items-center gap-2 rounded-sm px-2 py-0.5 no-underline",
                    isHere ? "bg-accent-soft font-medium text-accent-soft-ink" : "text-ink-2 hover:bg-active",
                  )}
                >
                  <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                  {t(word)}
                  <CountMark count={counts(`queue:${word}`)} className="ml-auto" />
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
      {recent.length > 0 && (
        <div className="lg:mt-auto">
          <h2 className="px-2 py-1 text-xs font-medium text-ink-3">{t("recent")}</h2>
          <ul>
            {recent.map(({ kind, opinion }, place) => (
              <li key={opinion.id} className="flex items-baseline gap-1.5 px-2 py-0.5 text-xs text-ink-2">
                <span className="line-clamp-2 flex-1">{t(`did.${kind}`, { text: excerptOf(opinion.text) })}</span>
                <button type="button" className="min-h-6 font-medium whitespace-nowrap text-accent-ink" onClick={() => void onUndo(opinion)}>
                  {t("undo")} {place === 0 && <Kbd>Z</Kbd>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </nav>
  );
}

function excerptOf(text: string): string {
  return text.length > 36 ? `${text.slice(0, 35).trimEnd()}…` : text;
}
