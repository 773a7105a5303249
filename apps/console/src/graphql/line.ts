"use client";
import { createContext, useContext, useSyncExternalStore } from "react";

/**
 * What is true of the live line; its words stand in `line.*` of the messages.
 * "connecting": what was missed is being fetched. "signed-out": the session has ended, and only a sign-in helps.
 * "forbidden": the socket stands, but the account may no longer read what this page follows.
 */
export type LineState = "connecting" | "live" | "offline" | "signed-out" | "forbidden";

/** The replay is over when nothing has come for so long. */
export const QUIET_MS = 600;
/** On a line that is never quiet it is taken to be over after so long. */
export const LONGEST_CATCH_UP_MS = 10_000;

export interface LineSnapshot {
  readonly state: LineState;
  /** Since when it is so, in milliseconds since the epoch; 0 before the first word. */
  readonly since: number;
  /** When the server was last heard; 0 before the first time. */
  readonly heardAt: number;
  /** Counts the connections; 0 while there is none. Whoever follows a feed begins anew with each, behind the last it saw. */
  readonly connection: number;
}

export interface Line {
  readonly snapshot: () => LineSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** A message of a feed: while catching up, it is not over yet. */
  readonly heardNews: () => void;
  /** The feed was refused: the line is not live, whatever else is heard on it. */
  readonly hold: (state: "connecting" | "forbidden") => void;
  /** The feed was taken up again. */
  readonly release: () => void;
  readonly touch: () => void;
  readonly connect: () => void;
  readonly disconnect: (state: "offline" | "signed-out") => void;
  /** Tries now instead of after the pause. */
  readonly retryNow: () => void;
  readonly onRetry: (retry: () => void) => void;
}

const NOTHING_YET: LineSnapshot = { state: "connecting", since: 0, heardAt: 0, connection: 0 };

export function createLine(): Line {
  let current = NOTHING_YET;
  let connections = 0;
  let retry = () => {};
  let isHeld = false;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const change = (next: LineSnapshot) => {
    current = next;
    for (const listener of listeners) listener();
  };
  const set = (state: LineState) => {
    if (state !== current.state) change({ ...current, state, since: Date.now() });
  };
  const waitForQuiet = () => {
    clearTimeout(quietTimer);
    const leftMs = current.since + LONGEST_CATCH_UP_MS - Date.now();
    if (!isHeld) quietTimer = setTimeout(() => set("live"), Math.min(QUIET_MS, Math.max(0, leftMs)));
  };
  return {
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heardNews() {
      if (current.state === "connecting") waitForQuiet();
    },
    hold(state) {
      isHeld = true;
      clearTimeout(quietTimer);
      if (current.connection !== 0) set(state);
    },
    release() {
      if (!isHeld || current.connection === 0) return;
      isHeld = false;
      set("live");
    },
    connect() {
      connections += 1;
      isHeld = false;
      change({ state: "connecting", since: Date.now(), heardAt: Date.now(), connection: connections });
      waitForQuiet();
    },
    disconnect(state) {
      clearTimeout(quietTimer);
      change({ ...current, state, since: state === current.state ? current.since : Date.now(), connection: 0 });
    },
    touch: () => change({ ...current, heardAt: Date.now() }),
    retryNow: () => retry(),
    onRetry(next) {
      retry = next;
    },
  };
}

export const LineContext = createContext<Line | null>(null);

/** The state of the line, for whoever shows it or refuses to decide without it. */
export function useLine(): LineSnapshot & Pick<Line, "retryNow" | "hold" | "release"> {
  const line = useContext(LineContext);
  if (!line) throw new Error("useLine needs an ApiProvider above it");
  const snapshot = useSyncExternalStore(line.subscribe, line.snapshot, () => NOTHING_YET);
  return { ...snapshot, retryNow: line.retryNow, hold: line.hold, release: line.release };
}
