"use client";
import { createContext, useContext, useSyncExternalStore } from "react";

/** What is true of the live line: see the words in `line.*` of the messages. */
export type LineState = "connecting" | "live" | "offline";

export interface LineSnapshot {
  readonly state: LineState;
  /** When the server was last heard, in milliseconds since the epoch; 0 before the first time. */
  readonly heardAt: number;
}

export interface Line {
  readonly snapshot: () => LineSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (state: LineState) => void;
  readonly touch: () => void;
}

export function createLine(): Line {
  let current: LineSnapshot = { state: "connecting", heardAt: 0 };
  const listeners = new Set<() => void>();
  const change = (next: LineSnapshot) => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (state) => change({ state, heardAt: state === "live" ? Date.now() : current.heardAt }),
    touch: () => change({ ...current, heardAt: Date.now() }),
  };
}

const SERVER_SNAPSHOT: LineSnapshot = { state: "connecting", heardAt: 0 };

export const LineContext = createContext<Line | null>(null);

/** The state of the line, for whoever shows it or refuses to decide without it. */
export function useLine(): LineSnapshot {
  const line = useContext(LineContext);
  if (!line) throw new Error("useLine needs an ApiProvider above it");
  return useSyncExternalStore(line.subscribe, line.snapshot, () => SERVER_SNAPSHOT);
}
