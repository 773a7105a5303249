const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The shape of the list while it is read, at its true heights; it shows only when reading takes a while. */
export function ArticleListSkeleton() {
  return (
    <div aria-hidden="true" className="late-skeleton mx-2 min-h-0 overflow-hidden rounded-t-lg bg-surface shadow-sheet">
      <div className="h-12 border-b border-line" />
      <div className="h-12 border-b border-line" />
      {ROWS.map((row) => (
        <div key={row} className="space-y-2 border-b border-line px-4 py-3">
          <div className="h-4 w-1/2 rounded-xs bg-hover" />
          <div className="h-3 w-1/3 rounded-xs bg-hover" />
        </div>
      ))}
    </div>
  );
}
