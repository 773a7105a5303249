"use client";
import { useRef, useState } from "react";

export type Work = "saving" | "stepping";

interface OneAtATime {
  /** What is under way, for buttons to show. */
  readonly busy: Work | null;
  /** Does the work, or gives null at once when other work is under way. */
  readonly alone: <Result>(what: Work, work: () => Promise<Result>) => Promise<Result | null>;
}

/** Two saves of one version would be a conflict with oneself. */
export function useOneAtATime(): OneAtATime {
  const [busy, setBusy] = useState<Work | null>(null);
  const isBusy = useRef(false);
  return {
    busy,
    async alone(what, work) {
      if (isBusy.current) return null;
      isBusy.current = true;
      setBusy(what);
      try {
        return await work();
      } finally {
        isBusy.current = false;
        setBusy(null);
      }
    },
  };
}
