/** The shape of an article while it is read; it shows only when reading takes a while. */
export function ArticleEditorSkeleton() {
  return (
    <div aria-hidden="true" className="late-skeleton mx-2 min-h-0 overflow-hidden rounded-t-lg bg-surface shadow-sheet">
      <div className="h-12 border-b border-line" />
      <div className="grid h-full xl:grid-cols-[18.5rem_minmax(0,1fr)_19rem]">
        <div className="border-r border-line bg-sunken max-xl:hidden" />
        <div className="mx-auto w-full max-w-[43rem] space-y-4 px-6 py-8">
          <div className="h-8 w-3/4 rounded-xs bg-hover" />
          <div className="h-16 rounded-xs bg-hover" />
          <div className="h-96 rounded-xs bg-hover" />
        </div>
        <div className="border-l border-line bg-sunken max-xl:hidden" />
      </div>
    </div>
  );
}
