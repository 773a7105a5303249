"use client";
import { Button, Kbd, UrgencyMark } from "@langnghe/ui";
import { Building2, ChevronDown, ChevronLeft, ChevronUp, Clock, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Colleagues } from "@/claims/colleagues.tsx";
import type { Colleague } from "@/claims/use-presence.ts";
import { ChannelIcon } from "./channel-icon.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { OpinionWords } from "./covers/opinion-words.tsx";
import { DecisionBar, type DecisionPanel } from "./decision-bar.tsx";
import { OpinionHistory } from "./opinion-history.tsx";
import type { OpinionRow } from "./opinion-row.ts";
import { SimilarOpinions } from "./similar-opinions.tsx";
import type { Decisions } from "./use-decisions.ts";
import type { OpinionClaims } from "./use-opinion-claims.ts";
import { useWhen } from "./use-when.ts";

interface OpinionDetailProps {
  readonly opinion: OpinionRow | null;
  /** Where it stands in the list; null when it was opened by its address alone. */
  readonly place: { readonly number: number; readonly of: number; readonly hasMore: boolean } | null;
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  readonly mayWrite: boolean;
  readonly decisions: Decisions;
  readonly claims: OpinionClaims;
  readonly people: readonly Colleague[];
  readonly panel: DecisionPanel | null;
  readonly onPanel: (panel: DecisionPanel | null) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** The words of one person, as the largest thing on the calmest ground. */
export function OpinionDetail({ opinion, place, topics, mayWrite, decisions, claims, people, panel, onPanel, onStep, onClose }: OpinionDetailProps) {
  const t = useTranslations("opinion");
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opinion begins at its top.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [opinion?.id]);
  // One note at a time: the refused decision tells more than the refused claim.
  const conflict = decisions.conflict ?? claims.conflict;
  const forgetConflict = () => {
    decisions.forgetConflict();
    claims.forgetConflict();
  };
  if (!opinion) return <NothingOpened />;
  return (
    <>
      <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line py-1.5 pr-3 pl-4">
        <Button look="bare" className="-ml-2 pl-2 lg:hidden" onClick={onClose}>
          <ChevronLeft size={16} aria-hidden="true" />
          {t("back")}
        </Button>
        <h1 className="sr-only">{t("title", { topic: opinion.topic?.name ?? t("noTopic"), unit: opinion.unit.name })}</h1>
        <StatusWords opinion={opinion} />
        <Colleagues claim={opinion.claim} viewerId={claims.viewerId} people={people} />
        <span className="ml-auto flex items-center">
          {place && (
            <span className="mr-1 text-xs text-ink-3">{t(place.hasMore ? "placeOfMore" : "place", { number: place.number, of: place.of })}</span>
          )}
          <Button look="bare" className="px-2" aria-label={t("previous")} title={t("previous")} onClick={() => onStep(-1)}>
            <ChevronUp size={16} aria-hidden="true" />
          </Button>
          <Button look="bare" className="px-2" aria-label={t("next")} title={t("next")} onClick={() => onStep(1)}>
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
        </span>
      </div>
      <section
        ref={body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard.
        tabIndex={0}
        aria-label={t("contentLabel")}
        className="grid min-h-0 flex-1 content-start overflow-auto [scrollbar-width:thin] min-[100rem]:grid-cols-[minmax(0,1fr)_21rem] min-[100rem]:content-stretch"
      >
        <article className="px-5 pt-5 pb-6 sm:px-7 min-[100rem]:px-10 min-[100rem]:pt-7">
          <Facts opinion={opinion} />
          {opinion.isErased ? <p className="mt-3 text-lg text-ink-3">{t("erased")}</p> : <OpinionWords key={opinion.id} opinion={opinion} />}
          {opinion.repeatOfId && (
            <p className="mt-4 flex max-w-(--measure) items-start gap-2 text-sm text-ink-3">
              <Layers size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
              {t("repeatLong")}
            </p>
          )}
          {opinion.similarCount > 0 && <SimilarOpinions key={opinion.id} opinion={opinion} />}
        </article>
        <div className="px-5 pb-6 sm:px-7 min-[100rem]:border-l min-[100rem]:border-line min-[100rem]:px-5 min-[100rem]:pt-7">
          <OpinionHistory history={opinion.history} />
        </div>
      </section>
      {conflict?.opinionId === opinion.id && <ConflictNote conflict={conflict} onRead={forgetConflict} />}
      <DecisionBar
        opinion={opinion}
        topics={topics}
        mayWrite={mayWrite}
        decisions={decisions}
        claims={claims}
        panel={panel}
        onPanel={onPanel}
        onNext={() => onStep(1)}
      />
    </>
  );
}

function Facts({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("opinion");
  const when = useWhen();
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
      <UrgencyMark level={opinion.urgency} word={t(`urgencies.${opinion.urgency}`)} isNamed />
      {opinion.topic && (
        <span className="rounded-full bg-sunken px-2 text-xs leading-6 shadow-[inset_0_0_0_1px_var(--line)]">{opinion.topic.name}</span>
      )}
      <span className="inline-flex items-center gap-1.5">
        <Building2 size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
        {opinion.unit.name}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <ChannelIcon kind={opinion.channel.kind} name={t("channel")} />
        {opinion.channel.name}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Clock size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
        <time dateTime={opinion.receivedAt}>{when.about(opinion.receivedAt)}</time>
      </span>
    </p>
  );
}

function StatusWords({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("opinion");
  return (
    <p className="text-sm font-medium text-ink-2" role="status">
      {opinion.setAsideReason ? t("setAsideFor", { reason: t(`reasons.${opinion.setAsideReason}`) }) : t(`statuses.${opinion.status}`)}
    </p>
  );
}

function NothingOpened() {
  const t = useTranslations("opinion");
  return (
    <div className="m-auto max-w-sm space-y-2 p-10 text-center text-ink-2">
      <h1 className="text-md font-medium">{t("nothingTitle")}</h1>
      <p className="text-ink-3">{t.rich("nothingWhat", { key: () => <Kbd>J</Kbd> })}</p>
    </div>
  );
}
