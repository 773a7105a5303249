"use client";
import { clsx } from "clsx";
import { LoaderCircle, Radio, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type LineState, useLine } from "@/graphql/line.ts";

const LOOK = {
  live: { Icon: Radio, colour: "text-live" },
  connecting: { Icon: LoaderCircle, colour: "text-catching" },
  offline: { Icon: WifiOff, colour: "text-offline" },
} as const satisfies Record<LineState, unknown>;

const SETTLE_MS = 600;

/** What is true of the line. A state shorter than a blink is not announced. */
export function LineBadge() {
  const t = useTranslations("line");
  const { state, heardAt } = useLine();
  const shown = useSettled(state);
  const age = useAge(heardAt);
  const { Icon, colour } = LOOK[shown];
  return (
    <p className="flex items-center gap-1.5 px-1 text-sm whitespace-nowrap text-ink-3">
      <Icon size={16} strokeWidth={1.75} className={colour} aria-hidden="true" />
      <span role="status" className={clsx("font-medium", colour)}>
        {t(shown)}
      </span>
      {shown !== "connecting" && heardAt > 0 && <span aria-hidden="true" className="hidden sm:inline">{t("age", { seconds: age })}</span>}
    </p>
  );
}

function useSettled(state: LineState): LineState {
  const [settled, setSettled] = useState(state);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(state), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [state]);
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
