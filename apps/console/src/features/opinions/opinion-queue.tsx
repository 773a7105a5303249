"use client";
import { Button, Kbd } from "@langnghe/ui";
import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { LiveQueue } from "./live-queue.ts";
import { OpinionQueueRow } from "./opinion-queue-row.tsx";

interface OpinionQueueProps {
  readonly queue: LiveQueue;
  readonly currentId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onReveal: () => void;
  readonly onReadMore: () => void;
  readonly isReading: boolean;
  readonly hasFailed: boolean;
}

/** The list under a slot of fixed height, in which arrivals wait: revealing them shifts nothing else. */
export function OpinionQueue({ queue, currentId, onOpen, onReveal, onReadMore, isReading, hasFailed }: OpinionQueueProps) {
  const t = useTranslations("queue");
  const waiting = queue.arrivals.length;
  return (
    <>
      <div role="status" className="flex min-h-10 items-center justify-center border-b border-line bg-sunken text-sm text-ink-3">
        {waiting > 0 ? (
          <button type="button" onClick={onReveal} className="inline-flex h-7 items-center gap-2 rounded-full bg-accent pr-1.5 pl-3 font-medium text-on-accent hover:bg-accent-hover">
            <ArrowUp size={16} strokeWidth={1.75} aria-hidden="true" />
            {t("arrivals", { count: waiting })}
            <Kbd>R</Kbd>
          </button>
        ) : (
          t("noArrivals")
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {queue.rows.length === 0 ? (
          <p className="px-6 py-10 text-center text-ink-2">{t("empty")}</p>
        ) : (
          <ol aria-label={t("listLabel")}>
            {queue.rows.map((opinion) => (
              <OpinionQueueRow key={opinion.id} opinion={opinion} isCurrent={opinion.id === currentId} departure={queue.departures.get(opinion.id)} onOpen={onOpen} />
            ))}
          </ol>
        )}
        {queue.hasNextPage && (
          <div className="flex flex-col items-center gap-2 p-4">
            {hasFailed && (
              <p role="alert" className="text-hotspot">
                {t("moreFailed")}
              </p>
            )}
            <Button onClick={onReadMore} disabled={isReading} aria-busy={isReading}>
              {t(isReading ? "reading" : hasFailed ? "retry" : "more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
