/** The portal's few sizes of type beside the body's 18/29, as Tailwind classes. */
export const TEXT = {
  h1: "text-2xl font-bold tracking-[-.012em] md:text-3xl",
  h2: "text-xl",
  h3: "text-lg leading-[1.625rem]",
  question: "text-[1.25rem] leading-[1.75rem] font-semibold",
  lead: "text-[1.25rem] leading-[1.9375rem] text-ink-2",
  small: "text-[.9375rem] leading-[1.4375rem]",
  byLine: "text-md text-ink-3",
} as const;

/** A text field: 2 px frame that keeps 3:1, 48 px high, red when it is the one to change. */
export const FIELD = "w-full min-h-12 rounded-sm border-2 border-line-strong bg-surface px-3 py-2.5 text-ink aria-invalid:border-hotspot";
