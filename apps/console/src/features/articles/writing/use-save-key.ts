"use client";
import { useEffect, useRef } from "react";

/** Ctrl+S saves, wherever the focus is; the browser's own "save page" never opens over an article. */
export function useSaveKey(isOn: boolean, save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code !== "KeyS" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (isOn && !event.repeat && document.querySelector("dialog[open]") === null) latest.current();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isOn]);
}
