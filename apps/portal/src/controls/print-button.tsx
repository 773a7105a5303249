"use client";

import { Printer } from "lucide-react";
import { useSyncExternalStore } from "react";
import { buttonStyle } from "./button-style.ts";

const neverChanges = () => () => undefined;

/** Prints the page. Keeps its place empty where no script runs, so that nothing moves when it wakes up. */
export function PrintButton({ label }: { readonly label: string }) {
  const isAwake = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return (
    <button type="button" className={buttonStyle("plain", isAwake ? "" : "invisible")} onClick={() => window.print()}>
      <Printer className="size-4 text-ink-2" strokeWidth={1.75} aria-hidden />
      {label}
    </button>
  );
}
