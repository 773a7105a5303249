"use client";
import { clsx } from "clsx";
import { LockKeyhole, LogOut, Radio, RefreshCw, WifiOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type LineSnapshot, type LineState, useLine } from "@/graphql/line.ts";

const LOOK = {
  live: { Icon: Radio, colour: "text-live" },
  connecting: { Icon: RefreshCw, colour: "text-catching" },
  offline: { Icon: WifiOff, colour: "text-offline" },
  forbidden: { Icon: LockKeyhole, colour: "text-offline" },
  "signed-out": { Icon: LogOut, colour: "text-offline" },
} as const satisfies Record<LineState, unknown>;

const SETTLE_MS = 600;

/** What is true of the line. A state shorter than a blink is not announced. */
export function LineBadge() {
  const t = useTranslations("line");
  const line = useLine();
  const { state } = useSettled(line);
  const { Icon, colour } = LOOK[state];
  return (
    <p className="flex items-center gap-1.5 px-1 text-sm whitespace-nowrap text-ink-3">
      <Icon size={16} strokeWidth={1.75} className={colour} aria-hidden="true" />
      <span role="status" className={clsx("font-medium", colour)}>
        {t(state)}
      </span>
      <LineAge state={state} since={line.since} heardAt={line.heardAt} />
    </p>
  );
}

/** How fresh it is while live, since when it is gone while not; the time itself is not announced. */
function LineAge({ state, since, heardAt }: Omit<LineSnapshot, "connection">) {
  const t = useTranslations("line");
  const format = useFormatter();
  const age = useAge(heardAt);
  if (heardAt === 0 || state === "connecting" || state === "signed-out" || state === "forbidden") return null;
  const clock = format.dateTime(new Date(since), { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  return (
    <span aria-hidden="true" className="hidden tabular-nums sm:inline">
      {state === "live" ? t("age", { seconds: age }) : t("from", { clock })}
    </span>
  );
}

function useSettled(line: LineSnapshot): LineSnapshot {
  const [settled, setSettled] = useState(line);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another state is worth a word.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(line), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [line.state]);
  return settled;
}

function useAge(since: number): number {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round((now - since) / 1_000));
}
