"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import type { ArticleOutcome } from "../article-outcome.ts";
import { type ArticleSteps, type InHand, useArticleSteps } from "../use-article-steps.ts";
import type { ArticleDesk } from "../writing/use-article-desk.ts";

export type TakeStep = (take: (steps: ArticleSteps, at: InHand) => Promise<ArticleOutcome>) => Promise<void>;

/** Takes a step; once it is taken its dialog closes, a word says so, and the focus lands on the bar of steps. */
export function useStepTaking(desk: ArticleDesk, onTaken: () => void): TakeStep {
  const t = useTranslations("articles.taken");
  const steps = useArticleSteps();
  const [landings, setLandings] = useState(0);
  useEffect(() => {
    if (landings > 0) document.getElementById("article-steps")?.focus();
  }, [landings]);
  return async (take) => {
    const outcome = await desk.step((at) => take(steps, at));
    // Somebody was first: the dialog asked about an article that is no more, and the page says why.
    if (outcome?.kind === "conflict") onTaken();
    if (outcome?.kind !== "changed") return;
    onTaken();
    setLandings((count) => count + 1);
    const last = outcome.article.history.at(-1);
    if (last) toast(t(last.kind));
  };
}
