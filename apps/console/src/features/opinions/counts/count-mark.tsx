"use client";
import { clsx } from "clsx";
import { useFormatter } from "next-intl";

/** A number beside a word. A new number just is: nothing moves or counts up. */
export function CountMark({ count, className }: { readonly count: number | undefined; readonly className?: string }) {
  const format = useFormatter();
  if (count === undefined) return null;
  return <span className={clsx("text-xs font-medium tabular-nums", className)}>{format.number(count)}</span>;
}
