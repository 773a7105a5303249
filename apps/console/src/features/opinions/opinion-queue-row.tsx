"use client";
import { UrgencyMark } from "@langnghe/ui";
import { clsx } from "clsx";
import { Check, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo, useEffect, useRef } from "react";
import { Colleagues } from "@/claims/colleagues.tsx";
import type { Colleague } from "@/claims/use-presence.ts";
import { ChannelIcon } from "./channel-icon.tsx";
import { CoveredText } from "./covers/covered-text.tsx";
import type { Departure } from "./live-queue.ts";
import type { OpinionRow } from "./opinion-row.ts";
import { useWhen } from "./use-when.ts";

interface OpinionQueueRowProps {
  readonly opinion: OpinionRow;
  readonly isCurrent: boolean;
  readonly departure: Departure | undefined;
  /** Where the list holds more than one status, each row says its own. */
  readonly showsStatus: boolean;
  readonly viewerId: string;
  readonly people: readonly Colleague[];
  readonly onOpen: (id: string) => void;
}

/** One opinion in the list: the words largest, our own machinery small around them. */
export const OpinionQueueRow = memo(function OpinionQueueRow({
  opinion,
  isCurrent,
  departure,
  showsStatus,
  viewerId,
  people,
  onOpen,
}: OpinionQueueRowProps) {
  const t = useTranslations("opinion");
  const when = useWhen();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isCurrent) return;
    button.current?.scrollIntoView({ block: "nearest" });
    // Whoever goes through the list by keyboard stays in it: the focus goes along, and never falls to the body.
    const frame = requestAnimationFrame(() => {
      const { activeElement } = document;
      const isFree = activeElement === document.body || activeElement?.closest("ol") === button.current?.closest("ol");
      if (isFree) button.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [isCurrent]);
  const isUndecided = opinion.status === "RECEIVED";
  return (
    <li
      className={clsx(
        "relative border-b border-line",
        isCurrent ? "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]" : departure ? "bg-sunken" : "hover:bg-hover",
      )}
    >
      <button
        ref={button}
        type="button"
        aria-current={isCurrent ? "true" : undefined}
        onClick={() => onOpen(opinion.id)}
        className="grid w-full grid-cols-[1.125rem_minmax(0,1fr)] gap-x-2.5 py-(--row-py) pr-3 pl-4 text-start"
      >
        <span className="mt-0.5 justify-self-center">
          <UrgencyMark level={opinion.urgency} word={t(`urgencies.${opinion.urgency}`)} />
        </span>
        <span className="block min-w-0">
          <span className="flex gap-2 text-xs leading-5 text-ink-3">
            <span className="truncate">
              {opinion.topic && <b className="font-medium text-ink-2">{opinion.topic.name} · </b>}
              {opinion.unit.name}
            </span>
            <span className="ml-auto inline-flex items-center gap-1.5 whitespace-nowrap">
              <ChannelIcon kind={opinion.channel.kind} name={opinion.channel.name} />
              <time dateTime={opinion.receivedAt}>{when.short(opinion.receivedAt)}</time>
            </span>
          </span>
          <span className={clsx("line-clamp-(--row-lines) break-words", departure ? "text-ink-3" : isUndecided ? "font-medium" : "text-ink-2")}>
            {opinion.isErased ? t("erased") : <CoveredText text={opinion.text} redactions={opinion.redactions} />}
          </span>
          {(departure || showsStatus || opinion.repeatOfId || opinion.similarCount > 0) && (
            <span className="mt-1 flex items-center gap-3 text-xs leading-5 whitespace-nowrap text-ink-3">
              {departure ? <DepartureWords departure={departure} /> : showsStatus && <span>{t(`statuses.${opinion.status}`)}</span>}
              {!departure && (opinion.repeatOfId || opinion.similarCount > 0) && (
                <span className="inline-flex items-center gap-1.5">
                  <Layers size={14} strokeWidth={1.75} aria-hidden="true" />
                  {opinion.repeatOfId ? t("repeat") : t("similarCount", { count: opinion.similarCount })}
                </span>
              )}
            </span>
          )}
          <Colleagues claim={opinion.claim} viewerId={viewerId} people={people} />
        </span>
      </button>
    </li>
  );
});

function DepartureWords({ departure: { kind, by, isOwn } }: { readonly departure: Departure }) {
  const t = useTranslations("departures");
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Check size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className="truncate">{isOwn ? t(`own.${kind}`) : t(`others.${kind}`, { name: by ?? t("product") })}</span>
    </span>
  );
}
