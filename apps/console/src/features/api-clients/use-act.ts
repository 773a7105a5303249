"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ClientOutcome } from "./client-outcome.ts";

export interface Act {
  readonly isBusy: boolean;
  /** Why the last one did not happen, in words. */
  readonly problem: string | undefined;
  /** Does it, one at a time; the page is read anew when it is done. Undefined when it did not happen. */
  readonly run: (work: () => Promise<ClientOutcome>) => Promise<{ readonly key: string | null } | undefined>;
  readonly forget: () => void;
}

export function useAct(): Act {
  const t = useTranslations("clients");
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  return {
    isBusy,
    problem,
    forget: () => setProblem(undefined),
    async run(work) {
      if (isBusy) return undefined;
      setBusy(true);
      setProblem(undefined);
      const outcome = await work();
      setBusy(false);
      if (outcome.kind === "done") {
        router.refresh();
        return { key: outcome.key };
      }
      setProblem(outcome.kind === "refused" ? outcome.message : t(outcome.kind));
      return undefined;
    },
  };
}
