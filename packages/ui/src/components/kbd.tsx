/** The key that does the same as the control it stands on. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block min-w-5 rounded-xs px-1 text-center font-sans text-xs font-medium opacity-80 shadow-[inset_0_0_0_1px_color-mix(in_srgb,currentColor_40%,transparent)]"
    >
      {children}
    </span>
  );
}
