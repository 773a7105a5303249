import clsx from "clsx";
import type { ReactNode } from "react";

/** The page's width: 66 rem at most, with its margins. */
export function Wrap({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <div className={clsx("mx-auto w-full max-w-[66rem] px-4 md:px-8 print:px-0", className)}>{children}</div>;
}
