import type { ReactNode } from "react";

/** The reading column of 40 rem, and from 768 px a side column. */
export function TwoColumns({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-11 md:grid-cols-[minmax(0,1fr)_13.5rem] md:gap-x-10 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)] lg:gap-x-16">
      {children}
    </div>
  );
}
