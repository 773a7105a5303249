"use client";
import { Button, Kbd, UrgencyMark } from "@langnghe/ui";
import { Building2, ChevronDown, ChevronLeft, ChevronUp, Clock, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ChannelIcon } from "./channel-icon.tsx";
import { DecisionBar, type DecisionPanel } from "./decision-bar.tsx";
import type { Departure } from "./live-queue.ts";
import { OpinionHistory } from "./opinion-history.tsx";
import type { OpinionRow } from "./opinion-row.ts";
import type { Decisions } from "./use-decisions.ts";
import { useWhen } from "./use-when.ts";

interface OpinionDetailProps {
  readonly opinion: OpinionRow | null;
  readonly departure: Departure | undefined;
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  readonly mayWrite: boolean;
  readonly decisions: Decisions;
  readonly panel: DecisionPanel | null;
  readonly onPanel: (panel: DecisionPanel | null) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** The words of one person, as the largest thing on the calmest ground. */
export function OpinionDetail({ opinion, topics, mayWrite, decisions, panel, onPanel, onStep, onClose }: OpinionDetailProps) {
  const t = useTranslations("opinion");
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opinion begins at its top.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [opinion?.id]);
  if (!opinion) return <NothingOpened />;
  return (
    <>
      <header className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line py-1.5 pr-3 pl-4">
        <Button look="bare" className="lg:hidden" onClick={onClose}>
          <ChevronLeft size={16} aria-hidden="true" />
          {t("back")}
        </Button>
        <StatusWords opinion={opinion} />
        <span className="ml-auto flex">
          <Button look="bare" className="px-2" aria-label={t("previous")} onClick={() => onStep(-1)}>
            <ChevronUp size={16} aria-hidden="true" />
          </Button>
          <Button look="bare" className="px-2" aria-label={t("next")} onClick={() => onStep(1)}>
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard. */}
      <div ref={body} tabIndex={0} role="group" aria-label={t("contentLabel")} className="min-h-0 flex-1 overflow-auto px-5 py-6 [scrollbar-width:thin] sm:px-7">
        <article className="max-w-(--measure)">
          <Facts opinion={opinion} />
          <div className="mt-3 space-y-3 text-lg break-words whitespace-pre-line">{opinion.isErased ? <span className="text-ink-3">{t("erased")}</span> : opinion.text}</div>
          {opinion.repeatOfId && (
            <p className="mt-4 flex items-center gap-2 text-sm text-ink-3">
              <Layers size={16} strokeWidth={1.75} aria-hidden="true" />
              {t("repeatLong")}
            </p>
          )}
        </article>
        <OpinionHistory history={opinion.history} />
      </div>
      <DecisionBar opinion={opinion} topics={topics} mayWrite={mayWrite} decisions={decisions} panel={panel} onPanel={onPanel} onNext={() => onStep(1)} />
    </>
  );
}

function Facts({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("opinion");
  const when = useWhen();
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
      <UrgencyMark level={opinion.urgency} word={t(`urgencies.${opinion.urgency}`)} isNamed />
      <span className="inline-flex items-center gap-1.5">
        <Building2 size={16} strokeWidth={1.75} aria-hidden="true" />
        {opinion.unit.name}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <ChannelIcon kind={opinion.channel.kind} name={t("channel")} />
        {opinion.channel.name}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Clock size={16} strokeWidth={1.75} aria-hidden="true" />
        <time dateTime={opinion.receivedAt}>{when.about(opinion.receivedAt)}</time>
      </span>
      {opinion.topic && <span className="rounded-full bg-sunken px-2 text-xs leading-6 shadow-[inset_0_0_0_1px_var(--line)]">{opinion.topic.name}</span>}
    </p>
  );
}

function StatusWords({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("opinion");
  const reason = opinion.setAsideReason ? t("withReason", { reason: t(`reasons.${opinion.setAsideReason}`) }) : "";
  return (
    <h2 className="text-sm font-medium text-ink-2" role="status">
      {t(`statuses.${opinion.status}`)}
      {reason}
    </h2>
  );
}

function NothingOpened() {
  const t = useTranslations("opinion");
  return (
    <div className="m-auto max-w-sm space-y-2 p-10 text-center text-ink-2">
      <p className="text-md font-medium">{t("nothingTitle")}</p>
      <p className="text-ink-3">{t.rich("nothingWhat", { key: () => <Kbd>J</Kbd> })}</p>
    </div>
  );
}
