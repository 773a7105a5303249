import type { ReactNode } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A part of the account: what it is for, what went wrong last, and what can be done. */
export function Section({ id, title, what, error, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="space-y-3 border-t border-line pt-6">
      <h2 id={id} className="text-md font-semibold">
        {title}
      </h2>
      <p className="max-w-xl text-ink-2">{what}</p>
      {error && (
        <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
          {error}
        </p>
      )}
      {children}
    </section>
  );
}
