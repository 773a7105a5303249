"use client";
import { useEffect, useRef } from "react";

/**
 * Single keys for the whole screen. `code` is the place on the keyboard: with Telex or VNI `key` would lie.
 * Nothing happens while somebody types, composes a letter, or has a menu or dialog open.
 */
export function useKeys(keys: Readonly<Record<string, () => unknown>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = latest.current[event.code];
      if (!act || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, dialog, [role=dialog], [role=menu]") !== null;
}
