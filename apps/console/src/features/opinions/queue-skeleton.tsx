const ROWS = ["a", "b", "c", "d", "e", "f", "g"];

/** The shape of the queue while it is read, at its true heights; it shows only when reading takes a while. */
export function QueueSkeleton() {
  return (
    <div aria-hidden="true" className="late-skeleton grid min-h-0 lg:grid-cols-[var(--rail-w)_var(--list-w)_minmax(0,1fr)]">
      <div className="max-lg:hidden" />
      <div className="bg-surface shadow-[-1px_-1px_0_var(--line)] lg:rounded-tl-lg">
        <div className="h-12 border-b border-line" />
        <div className="h-28 border-b border-line" />
        {ROWS.map((row) => (
          <div key={row} className="space-y-2 border-b border-line px-4 py-3">
            <div className="h-3 w-1/2 rounded-xs bg-hover" />
            <div className="h-4 w-full rounded-xs bg-hover" />
            <div className="h-4 w-3/4 rounded-xs bg-hover" />
          </div>
        ))}
      </div>
      <div className="bg-surface shadow-[-1px_-1px_0_var(--line)] max-lg:hidden" />
    </div>
  );
}
