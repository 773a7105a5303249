"use client";
import { Button, Kbd } from "@langnghe/ui";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useColleagues, useKeptPresence } from "@/claims/use-presence.ts";
import type { OpinionFilter, QueueChoicesQuery } from "@/graphql/generated/graphql";
import { useCommands } from "@/shell/commands.tsx";
import { LineNotice } from "@/shell/line-notice.tsx";
import type { Viewer } from "../sign-in/find-viewer.ts";
import { CountMark } from "./counts/count-mark.tsx";
import { questionsOf } from "./counts/queue-questions.ts";
import { type Counts, useQueueCounts } from "./counts/use-queue-counts.ts";
import type { DecisionPanel } from "./decision-bar.tsx";
import { OpinionDetail } from "./opinion-detail.tsx";
import { OpinionQueue } from "./opinion-queue.tsx";
import type { OpinionRow } from "./opinion-row.ts";
import { type QueueAddress, queueName, writeAddress } from "./queue-filter.ts";
import { QueueFilters } from "./queue-filters.tsx";
import type { QueuePageData } from "./queue-page.query.ts";
import { QueueRail } from "./queue-rail.tsx";
import { type Decisions, useDecisions } from "./use-decisions.ts";
import { useKeys } from "./use-keys.ts";
import { useLiveQueue } from "./use-live-queue.ts";
import { type OpinionClaims, useOpinionClaims } from "./use-opinion-claims.ts";

export interface QueueScreenProps {
  readonly viewer: Viewer;
  readonly address: QueueAddress;
  readonly filter: OpinionFilter;
  readonly firstPage: QueuePageData;
  readonly choices: QueueChoicesQuery;
  /** Of the questions of this address, in their order; null when they could not be had. */
  readonly firstCounts: Counts | null;
  /** Named by the address, perhaps outside of this page. */
  readonly opened: OpinionRow | null;
}

const NOBODY = [] as const;

const PANE = "min-h-0 min-w-0 flex-col bg-surface shadow-[-1px_-1px_0_var(--line)] lg:flex";

/** Rail, list and opinion side by side; on a narrow window one at a time. */
export function QueueScreen({ viewer, address, filter, firstPage, choices, firstCounts, opened }: QueueScreenProps) {
  const t = useTranslations("queue");
  const { queue, dispatch, readMore, isReading, hasFailed } = useLiveQueue({ filter, viewerId: viewer.id, firstPage });
  const questions = useMemo(() => questionsOf(address, choices), [address, choices]);
  const counts = useQueueCounts(questions, firstCounts);
  const { current, place, open, step } = usePlace({ queue, dispatch, address, opened });
  const decisions = useDecisions({ queue, dispatch, current, open, done: () => step(1) });
  const claims = useOpinionClaims({ queue, dispatch, open });
  const [panel, setPanel] = useState<DecisionPanel | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opinion closes what was open on the one before.
  useEffect(() => setPanel(null), [current?.id]);
  const isOwn = current?.claim?.holder.id === viewer.id;
  useKeptPresence({ kind: "OPINION", id: current?.id ?? null, isEditing: isOwn || panel !== null });
  const presence = useColleagues({ kind: "OPINION", ids: queue.rows.map(({ id }) => id), viewerId: viewer.id });
  const mayClaim = viewer.permissions.includes("opinion:triage");
  useQueueKeys({ current, decisions, claims, mayClaim, step, setPanel, reveal: () => dispatch({ type: "revealed" }) });
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] lg:grid-cols-[var(--rail-w)_var(--list-w)_minmax(0,1fr)] min-[100rem]:grid-cols-[15rem_31rem_minmax(0,1fr)]">
      <QueueRail address={address} counts={counts} recent={decisions.recent} onUndo={decisions.undo} />
      <section aria-labelledby="queue-title" className={clsx(PANE, "lg:rounded-tl-lg", current ? "hidden" : "flex")}>
        <div className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-1.5">
          <h2 id="queue-title" className="text-md font-semibold">
            {t(`titles.${queueName(address)}`)} <CountMark count={counts("list")} className="ml-1 text-sm text-ink-3" />
          </h2>
          {mayClaim && (
            <Button className="ml-auto" disabled={claims.isBusy} onClick={() => void claims.claimNext()}>
              {t("claimNext")} <Kbd>B</Kbd>
            </Button>
          )}
        </div>
        <QueueFilters address={address} choices={choices} counts={counts} />
        <OpinionQueue
          queue={queue}
          address={address}
          currentId={current?.id ?? null}
          presence={presence}
          onOpen={open}
          onReveal={() => dispatch({ type: "revealed" })}
          onReadMore={() => void readMore()}
          isReading={isReading}
          hasFailed={hasFailed}
        />
        <LineNotice />
      </section>
      <main id="main" className={clsx(PANE, current ? "flex" : "max-lg:sr-only")}>
        <OpinionDetail
          opinion={current}
          place={place}
          topics={choices.topics}
          mayWrite={viewer.permissions.includes("article:write")}
          decisions={decisions}
          claims={claims}
          people={presence.get(current?.id ?? "") ?? NOBODY}
          panel={panel}
          onPanel={setPanel}
          onStep={step}
          onClose={() => open(null)}
        />
      </main>
    </div>
  );
}

type PlaceOptions = Pick<QueueScreenProps, "address" | "opened"> & Pick<ReturnType<typeof useLiveQueue>, "queue" | "dispatch">;

/** Which opinion is open, and the way to its neighbours. */
function usePlace({ queue, dispatch, address, opened }: PlaceOptions) {
  const [currentId, setCurrentId] = useState(opened?.id ?? null);
  const index = queue.rows.findIndex(({ id }) => id === currentId);
  const current = useMemo(() => queue.rows[index] ?? (opened?.id === currentId ? opened : null), [queue.rows, index, currentId, opened]);
  const open = useCallback(
    (id: string | null) => {
      setCurrentId(id);
      dispatch({ type: "movedOn", to: id });
      // The opened opinion stands in the address, for a reload and for a colleague; going there is no new page.
      window.history.replaceState(null, "", writeAddress(address, id));
    },
    [dispatch, address],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const next = queue.rows[index < 0 ? 0 : index + by];
      if (next) open(next.id);
      else if (by === 1) open(null);
    },
    [queue.rows, index, open],
  );
  return { current, place: index < 0 ? null : { number: index + 1, of: queue.rows.length, hasMore: queue.hasNextPage }, open, step };
}

interface QueueKeys {
  readonly current: OpinionRow | null;
  readonly decisions: Decisions;
  readonly claims: OpinionClaims;
  readonly mayClaim: boolean;
  readonly step: (by: 1 | -1) => void;
  readonly setPanel: (panel: DecisionPanel) => void;
  readonly reveal: () => void;
}

/** Every decision by one letter, and by its name in the command list. */
function useQueueKeys({ current, decisions, claims, mayClaim, step, setPanel, reveal }: QueueKeys): void {
  const t = useTranslations("commands");
  const triage = () => current?.viewerCanTriage && setPanel("triage");
  const setAside = () => current?.viewerCanSetAside && setPanel("setAside");
  const toggleClaim = () => current?.viewerCanClaim && void claims.toggle(current);
  const claimNext = () => mayClaim && void claims.claimNext();
  const undoLast = () => void decisions.undoLast();
  useKeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyD: () => step(1),
    KeyR: reveal,
    KeyZ: undoLast,
    KeyT: triage,
    KeyC: triage,
    KeyG: setAside,
    KeyN: toggleClaim,
    KeyB: claimNext,
  });
  useCommands([
    { id: "triage", word: t("triage"), key: "T", isPossible: current?.viewerCanTriage ?? false, run: triage },
    { id: "setAside", word: t("setAside"), key: "G", isPossible: current?.viewerCanSetAside ?? false, run: setAside },
    { id: "claim", word: t("claim"), key: "N", isPossible: current?.viewerCanClaim ?? false, run: toggleClaim },
    { id: "claimNext", word: t("claimNext"), key: "B", isPossible: mayClaim, run: claimNext },
    { id: "undo", word: t("undo"), key: "Z", isPossible: decisions.recent.length > 0, run: undoLast },
    { id: "next", word: t("next"), key: "J", isPossible: true, run: () => step(1) },
    { id: "reveal", word: t("reveal"), key: "R", isPossible: true, run: reveal },
  ]);
}
