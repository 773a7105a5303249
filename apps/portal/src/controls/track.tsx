import clsx from "clsx";
import { Circle, CircleCheck, CircleMinus, Clock } from "lucide-react";
import type { ReactNode } from "react";

const ICONS = { done: CircleCheck, waiting: Clock, aside: CircleMinus, next: Circle } as const;

export interface TrackStep {
  readonly id: string;
  readonly state: keyof typeof ICONS;
  readonly title: string;
  readonly text?: ReactNode;
}

/** Steps from top to bottom: what has happened, then what comes. */
export function Track({ steps }: { readonly steps: readonly TrackStep[] }) {
  return (
    <ol className="mt-3">
      {steps.map((step) => (
        <TrackRow key={step.id} step={step} />
      ))}
    </ol>
  );
}

function TrackRow({ step }: { readonly step: TrackStep }) {
  const Icon = ICONS[step.state];
  const isAhead = step.state === "next";
  return (
    <li className="relative grid grid-cols-[1.75rem_minmax(0,1fr)] gap-3 pb-4.5 not-last:before:absolute not-last:before:top-7 not-last:before:bottom-0 not-last:before:left-[.8125rem] not-last:before:w-0.5 not-last:before:bg-line">
      <Icon className={clsx("m-[.1875rem] size-[1.375rem]", step.state === "done" ? "text-ok" : "text-ink-3")} strokeWidth={1.75} aria-hidden />
      <span className="text-ink-2">
        <b className={clsx("block text-ink", isAhead ? "font-medium" : "font-semibold")}>{step.title}</b>
        {step.text}
      </span>
    </li>
  );
}
