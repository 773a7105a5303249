"use client";
import { Button, buttonClass, EmptyState, Kbd } from "@langnghe/ui";
import { ArrowUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Colleague, Presence } from "@/claims/use-presence.ts";
import { type LiveQueue, newIn } from "./live-queue.ts";
import { OpinionQueueRow } from "./opinion-queue-row.tsx";
import { isNarrowed, type QueueAddress, withoutNarrowing, writeAddress } from "./queue-filter.ts";

interface OpinionQueueProps {
  readonly queue: LiveQueue;
  readonly address: QueueAddress;
  readonly currentId: string | null;
  readonly presence: Presence;
  readonly onOpen: (id: string) => void;
  readonly onReveal: () => void;
  readonly onReadMore: () => void;
  readonly isReading: boolean;
  readonly hasFailed: boolean;
}

const NOBODY: readonly Colleague[] = [];

/** The list under a slot of fixed height, in which arrivals wait: revealing them shifts nothing else. */
export function OpinionQueue({ queue, address, currentId, presence, onOpen, onReveal, ...more }: OpinionQueueProps) {
  const t = useTranslations("queue");
  return (
    <>
      <Arrivals fresh={newIn(queue)} count={queue.arrivals.length} onReveal={onReveal} />
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {queue.rows.length === 0 ? (
          <NoOpinions address={address} />
        ) : (
          <ol aria-label={t("listLabel")}>
            {queue.rows.map((opinion) => (
              <OpinionQueueRow
                key={opinion.id}
                opinion={opinion}
                isCurrent={opinion.id === currentId}
                departure={queue.departures.get(opinion.id)}
                showsStatus={address.status === "ALL"}
                viewerId={queue.viewerId}
                people={presence.get(opinion.id) ?? NOBODY}
                onOpen={onOpen}
              />
            ))}
          </ol>
        )}
        {queue.hasNextPage && <More {...more} />}
      </div>
    </>
  );
}

function Arrivals({ fresh, count, onReveal }: { readonly fresh: number; readonly count: number; readonly onReveal: () => void }) {
  const t = useTranslations("queue");
  return (
    <div role="status" className="flex min-h-10 items-center justify-center border-b border-line bg-sunken text-sm text-ink-3">
      {count > 0 ? (
        <button
          type="button"
          onClick={onReveal}
          className="inline-flex h-7 items-center gap-2 rounded-full bg-accent pr-1.5 pl-3 font-medium text-on-accent hover:bg-accent-hover"
        >
          <ArrowUp size={16} strokeWidth={1.75} aria-hidden="true" />
          {t("arrivals", { fresh, moved: count - fresh })}
          <Kbd>R</Kbd>
        </button>
      ) : (
        t("noArrivals")
      )}
    </div>
  );
}

/** Why it is empty, and one next step. */
function NoOpinions({ address }: Pick<OpinionQueueProps, "address">) {
  const t = useTranslations("queue.none");
  if (isNarrowed(address))
    return (
      <EmptyState title={t("narrowed.title")} what={t("narrowed.what")}>
        <Link href={writeAddress(withoutNarrowing(address))} className={buttonClass()}>
          {t("narrowed.clear")}
        </Link>
      </EmptyState>
    );
  if (address.status === "RECEIVED")
    return (
      <EmptyState title={t("done.title")} what={t("done.what")}>
        <Link href={writeAddress({ ...address, status: "TRIAGED" })} className={buttonClass()}>
          {t("done.triaged")}
        </Link>
      </EmptyState>
    );
  return <EmptyState title={t("other.title")} what={t("other.what")} />;
}

/** The next page comes when its place is near the window; the button is for whoever does not scroll, and for a failure. */
function More({ onReadMore, isReading, hasFailed }: Pick<OpinionQueueProps, "onReadMore" | "isReading" | "hasFailed">) {
  const t = useTranslations("queue");
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onReadMore);
  useEffect(() => {
    latest.current = onReadMore;
  });
  useEffect(() => {
    if (!place.current || hasFailed || isReading) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), { rootMargin: "400px" });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [hasFailed, isReading]);
  return (
    <div ref={place} className="flex flex-col items-center gap-2 p-4">
      {hasFailed && (
        <p role="alert" className="text-hotspot">
          {t("moreFailed")}
        </p>
      )}
      <Button onClick={onReadMore} disabled={isReading} aria-busy={isReading}>
        {t(isReading ? "reading" : hasFailed ? "retry" : "more")}
      </Button>
    </div>
  );
}
