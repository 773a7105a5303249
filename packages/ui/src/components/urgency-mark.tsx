import { clsx } from "clsx";
import { Flame } from "lucide-react";

export type UrgencyLevel = "ROUTINE" | "SOON" | "URGENT" | "HOTSPOT";

const COLOURS: Readonly<Record<UrgencyLevel, string>> = {
  ROUTINE: "text-routine",
  SOON: "text-soon",
  URGENT: "text-urgent",
  HOTSPOT: "text-hotspot",
};
const GROUNDS: Readonly<Record<UrgencyLevel, string>> = {
  ROUTINE: "bg-routine-soft",
  SOON: "bg-soon-soft",
  URGENT: "bg-urgent-soft",
  HOTSPOT: "bg-hotspot text-on-hotspot",
};
const BARS: Readonly<Record<UrgencyLevel, number>> = { ROUTINE: 1, SOON: 2, URGENT: 3, HOTSPOT: 3 };

interface UrgencyMarkProps {
  readonly level: UrgencyLevel;
  /** The word for it; read aloud, and shown beside the mark when `isNamed`. */
  readonly word: string;
  readonly isNamed?: boolean;
}

/** One to three bars, or the filled flame of a hotspot: never a colour alone. */
export function UrgencyMark({ level, word, isNamed = false }: UrgencyMarkProps) {
  const frame = isNamed
    ? clsx("rounded-full py-px pr-2 pl-1.5", level === "HOTSPOT" ? "" : COLOURS[level], GROUNDS[level])
    : clsx(level === "HOTSPOT" ? "size-4.5 justify-center rounded-xs bg-hotspot text-on-hotspot" : COLOURS[level]);
  return (
    <span className={clsx("inline-flex shrink-0 items-center gap-1 text-xs font-medium whitespace-nowrap", frame)}>
      {level === "HOTSPOT" ? <Flame size={14} strokeWidth={1.75} aria-hidden="true" /> : <Bars lit={BARS[level]} />}
      <span className={isNamed ? "" : "sr-only"}>{word}</span>
    </span>
  );
}

const BAR_PLACES = [
  { x: 1, y: 9, height: 4 },
  { x: 5.5, y: 5.5, height: 7.5 },
  { x: 10, y: 2, height: 11 },
];

function Bars({ lit }: { readonly lit: number }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" fill="currentColor" aria-hidden="true">
      {BAR_PLACES.map(({ x, y, height }, place) => (
        <rect key={x} x={x} y={y} width="3" height={height} rx="1" opacity={place < lit ? 1 : 0.28} />
      ))}
    </svg>
  );
}
