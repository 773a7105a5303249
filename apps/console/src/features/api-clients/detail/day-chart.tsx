"use client";
import { useTranslations } from "next-intl";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { DayBar } from "./month-of-use.ts";

const HEIGHT = 96;
const STEP = 12;
const BAR = 8;
/** So that one call among thousands is seen. */
const LEAST = 2;

/** Calls by day as bars, the refused ones hatched at their foot. The table below says the same in numbers. */
export function DayChart({ bars }: { readonly bars: readonly DayBar[] }) {
  const t = useTranslations("clients.use");
  const moment = useMoment();
  const highest = bars.reduce((most, bar) => (bar.calls > most.calls ? bar : most));
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, (count / highest.calls) * HEIGHT));
  return (
    <figure>
      <svg
        role="img"
        aria-label={t("chart", { most: highest.calls, day: moment.day(highest.day) })}
        viewBox={`0 0 ${bars.length * STEP} ${HEIGHT + 1}`}
        className="h-28 w-full max-w-lg"
        preserveAspectRatio="none"
      >
        <defs>
          <pattern id="refused" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="4" className="fill-surface" />
            <rect width="2" height="4" className="fill-hotspot" />
          </pattern>
        </defs>
        <line x1="0" x2={bars.length * STEP} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className="stroke-line-strong" />
        {bars.map(({ day, calls, refused }, place) => (
          <g key={day}>
            <rect x={place * STEP + 2} y={HEIGHT - heightOf(calls)} width={BAR} height={heightOf(calls)} className="fill-accent-line" />
            <rect x={place * STEP + 2} y={HEIGHT - heightOf(refused)} width={BAR} height={heightOf(refused)} fill="url(#refused)" />
          </g>
        ))}
      </svg>
      <figcaption className="mt-1 flex max-w-lg flex-wrap items-center gap-x-4 text-xs text-ink-3">
        <span>{moment.day(bars[0]?.day ?? "")}</span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2.5 bg-accent-line" />
          {t("accepted")}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" width="10" height="10">
            <rect width="10" height="10" fill="url(#refused)" />
          </svg>
          {t("refused")}
        </span>
        <span className="ml-auto">{moment.day(bars.at(-1)?.day ?? "")}</span>
      </figcaption>
    </figure>
  );
}
