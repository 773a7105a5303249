import clsx from "clsx";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-sm px-4.5 py-1 font-medium no-underline whitespace-nowrap transition-colors duration-(--dur-fast) print:hidden";
const KINDS = {
  primary: "min-h-[3.125rem] bg-accent text-[1.125rem] leading-5 text-on-accent hover:bg-accent-hover",
  plain:
    "min-h-[2.875rem] border border-[color-mix(in_srgb,var(--line-strong)_45%,var(--line))] bg-surface text-md leading-5 text-ink hover:bg-hover",
} as const;

/** The look of a button, for `button` and `a` alike. One primary a view. */
export function buttonStyle(kind: keyof typeof KINDS, ...more: readonly string[]): string {
  return clsx(BASE, KINDS[kind], more);
}
