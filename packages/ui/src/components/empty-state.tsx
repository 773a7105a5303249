import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** Why it is empty. */
  readonly what: ReactNode;
  /** One next step. */
  readonly children?: ReactNode;
}

/** Says why there is nothing and gives one next step, under the three arcs of the mark. */
export function EmptyState({ title, what, children }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-sm justify-items-center gap-2 px-6 py-12 text-center">
      <svg
        viewBox="0 0 120 64"
        width="72"
        height="38"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        className="mb-2 text-line-strong opacity-70"
        aria-hidden="true"
      >
        <path d="M10 62a50 50 0 0 1 100 0" />
        <path d="M28 62a32 32 0 0 1 64 0" />
        <path d="M46 62a14 14 0 0 1 28 0" />
      </svg>
      <p className="text-md font-semibold">{title}</p>
      <p className="text-ink-2">{what}</p>
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
