"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { OpinionFilter, QueueChoicesQuery } from "@/graphql/generated/graphql";
import type { Viewer } from "../sign-in/find-viewer.ts";
import type { OpinionRow } from "./opinion-row.ts";
import { OpinionDetail } from "./opinion-detail.tsx";
import { OpinionQueue } from "./opinion-queue.tsx";
import type { QueueAddress } from "./queue-filter.ts";
import { QueueFilters } from "./queue-filters.tsx";
import type { QueuePageData } from "./queue-page.query.ts";
import { QueueRail } from "./queue-rail.tsx";
import { useDecisions } from "./use-decisions.ts";
import { useKeys } from "./use-keys.ts";
import { useLiveQueue } from "./use-live-queue.ts";

export interface QueueScreenProps {
  readonly viewer: Viewer;
  readonly address: QueueAddress;
  readonly filter: OpinionFilter;
  readonly firstPage: QueuePageData;
  readonly choices: QueueChoicesQuery;
  /** Named by the address, perhaps outside of this page. */
  readonly opened: OpinionRow | null;
}

/** Rail, list and opinion side by side; on a narrow window one at a time. */
export function QueueScreen({ viewer, address, filter, firstPage, choices, opened }: QueueScreenProps) {
  const t = useTranslations("queue");
  const { queue, dispatch, readMore, isReading, hasFailed } = useLiveQueue({ filter, viewerId: viewer.id, firstPage });
  const [currentId, setCurrentId] = useState(opened?.id ?? null);
  const current = useMemo(() => queue.rows.find(({ id }) => id === currentId) ?? (opened?.id === currentId ? opened : null), [queue.rows, currentId, opened]);
  const open = useCallback(
    (id: string | null) => {
      setCurrentId(id);
      dispatch({ type: "movedOn", to: id });
      rememberInAddress(id);
    },
    [dispatch],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const place = queue.rows.findIndex(({ id }) => id === currentId);
      const next = queue.rows[place < 0 ? 0 : place + by];
      if (next) open(next.id);
      else if (by === 1) open(null);
    },
    [queue.rows, currentId, open],
  );
  const decisions = useDecisions({ queue, dispatch, current, open, done: () => step(1) });
  const [panel, setPanel] = useState<"triage" | "setAside" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another opinion closes what was open on the one before.
  useEffect(() => setPanel(null), [currentId]);
  useKeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyD: () => step(1),
    KeyR: () => dispatch({ type: "revealed" }),
    KeyZ: () => void decisions.undoLast(),
    KeyT: () => current?.viewerCanTriage && setPanel("triage"),
    KeyG: () => current?.viewerCanSetAside && setPanel("setAside"),
  });
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] lg:grid-cols-[var(--rail-w)_var(--list-w)_minmax(0,1fr)] min-[100rem]:grid-cols-[15rem_31rem_minmax(0,1fr)]">
      <QueueRail address={address} recent={decisions.recent} onUndo={decisions.undo} />
      <section
        aria-labelledby="queue-title"
        className={clsx("min-h-0 min-w-0 flex-col bg-surface shadow-[-1px_-1px_0_var(--line)] lg:flex lg:rounded-tl-lg", current ? "hidden" : "flex")}
      >
        <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-1.5">
          <h1 id="queue-title" className="text-md font-semibold">
            {t(`titles.${address.status}`)}
          </h1>
        </header>
        <QueueFilters address={address} choices={choices} />
        <OpinionQueue
          queue={queue}
          currentId={currentId}
          onOpen={open}
          onReveal={() => dispatch({ type: "revealed" })}
          onReadMore={() => void readMore()}
          isReading={isReading}
          hasFailed={hasFailed}
        />
      </section>
      <main id="main" className={clsx("min-h-0 min-w-0 flex-col bg-surface shadow-[-1px_-1px_0_var(--line)] lg:flex", current ? "flex" : "hidden")}>
        <OpinionDetail
          opinion={current}
          departure={current ? queue.departures.get(current.id) : undefined}
          topics={choices.topics}
          mayWrite={viewer.permissions.includes("article:write")}
          decisions={decisions}
          panel={panel}
          onPanel={setPanel}
          onStep={step}
          onClose={() => open(null)}
        />
      </main>
    </div>
  );
}

/** The opened opinion stands in the address, for a reload and for a colleague; going there is no new page. */
function rememberInAddress(id: string | null): void {
  const url = new URL(window.location.href);
  if (id) url.searchParams.set("id", id);
  else url.searchParams.delete("id");
  window.history.replaceState(null, "", url);
}
