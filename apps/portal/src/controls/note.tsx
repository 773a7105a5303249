import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  context: { ground: "bg-context-soft", icon: "text-context" },
  broken: { ground: "bg-hotspot-soft", icon: "text-hotspot" },
  calm: { ground: "bg-sunken", icon: "text-ink-2" },
} as const;

interface NoteProps {
  readonly tone: keyof typeof TONES;
  readonly icon: LucideIcon;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A paragraph on a tinted ground that a reader should not miss. */
export function Note({ tone, icon: Icon, className, children }: NoteProps) {
  return (
    <div className={clsx("flex gap-3 rounded-md px-4 py-3.5 text-md print:border print:border-line-strong", TONES[tone].ground, className)}>
      <Icon className={clsx("mt-[.1875rem] size-5 flex-none", TONES[tone].icon)} strokeWidth={1.75} aria-hidden />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
