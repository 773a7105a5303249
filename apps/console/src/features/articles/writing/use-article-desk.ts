"use client";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { now } from "@/clock.ts";
import { type ArticleForm, isSameForm, toForm } from "../article-form.ts";
import type { ArticleInHand } from "../article-in-hand.ts";
import type { ArticleOutcome } from "../article-outcome.ts";
import type { InHand } from "../use-article-steps.ts";
import type { ArticleEditing } from "./article-editing.ts";
import type { ArticleProblem } from "./article-problem.ts";
import { useArticleClaim } from "./use-article-claim.ts";
import { useArticleEditing } from "./use-article-editing.ts";
import { useFreshArticle } from "./use-fresh-article.ts";
import { useOneAtATime } from "./use-one-at-a-time.ts";
import { useSaveArticle } from "./use-save-article.ts";

interface ArticleDeskOptions {
  readonly viewerId: string;
  readonly article: ArticleInHand | null;
  readonly blank: ArticleForm;
  readonly newSlot: string;
}

/** One article on one desk: typing, saving and stepping, one thing at a time, and what stands in the way. */
export function useArticleDesk(options: ArticleDeskOptions) {
  const t = useTranslations("articles");
  const { editing, dispatch, hasUnsaved, isKept } = useArticleEditing(options);
  const [problem, setProblem] = useState<ArticleProblem | null>(null);
  const { busy, alone } = useOneAtATime();
  const canEdit = editing.theirs === null && (editing.article?.viewerCanEdit ?? true);
  const claim = useArticleClaim({ articleId: editing.article?.id ?? null, isEditing: canEdit && hasUnsaved });
  const saveArticle = useSaveArticle(claim?.fencingNumber ?? null);
  useFreshArticle(
    editing.article,
    useCallback((article) => dispatch({ type: "told", article }), [dispatch]),
  );

  const saveForm = async (form: ArticleForm): Promise<ArticleInHand | null> => {
    setProblem(null);
    const outcome = await saveArticle(onTopOf(editing, form));
    // An earlier save whose answer never came: the words are there already.
    const isThereAlready = outcome.kind === "conflict" && isSameForm(toForm(outcome.article), form);
    if (outcome.kind !== "changed" && !isThereAlready) {
      meet(outcome);
      return null;
    }
    if (editing.theirs) dispatch({ type: "merged", form });
    dispatch({ type: "saved", article: outcome.article, sent: form });
    if (!editing.article) standAt(outcome.article.id, { [t("titleOfNew")]: t("titleOfOne") });
    return outcome.article;
  };

  const meet = (outcome: Exclude<ArticleOutcome, { kind: "changed" }>) => {
    if ("article" in outcome && outcome.article) dispatch({ type: "told", article: outcome.article });
    setProblem({ ...outcome, at: now().getTime() });
  };

  return {
    editing,
    claim,
    dispatch,
    canEdit,
    /** What stands on the screen: what is typed, or the article as it is for whoever cannot type now. */
    shown: canEdit || !editing.article ? editing.form : toForm(editing.article),
    hasUnsaved,
    isKept,
    busy,
    problem,
    forgetProblem: () => setProblem(null),
    type: (change: Partial<ArticleForm>) => dispatch({ type: "typed", change }),
    /** Saves what is typed, or the given merger of two versions. */
    save: (form: ArticleForm = editing.form) => alone("saving", () => saveForm(form)),
    /** Takes a step from the article as it is seen; what is typed is saved first. The outcome is null when something else is under way. */
    step: (take: (at: InHand) => Promise<ArticleOutcome>) =>
      alone("stepping", async (): Promise<ArticleOutcome | null> => {
        const mustSave = !editing.article || (hasUnsaved && canEdit);
        const article = mustSave ? await saveForm(editing.form) : editing.article;
        if (!article) return null;
        setProblem(null);
        const outcome = await take({ articleId: article.id, expectedVersion: article.version });
        if (outcome.kind === "changed") dispatch({ type: "told", article: outcome.article });
        else meet(outcome);
        return outcome;
      }),
    discard() {
      const { form } = editing;
      dispatch({ type: "discarded" });
      setProblem(null);
      toast(t("draft.dropped"), { action: { label: t("undo"), onClick: () => dispatch({ type: "takenBack", form }) } });
    },
  };
}

/** The page of the article that has just come to be, without leaving the field one is in. */
function standAt(id: string, titles: Readonly<Record<string, string>>): void {
  window.history.replaceState(null, "", `/articles/${id}`);
  for (const [from, to] of Object.entries(titles)) document.title = document.title.replace(from, to);
}

/** A merger goes on top of the version it was merged with. */
function onTopOf(editing: ArticleEditing, form: ArticleForm): ArticleEditing {
  const { theirs } = editing;
  return theirs ? { ...editing, form, article: theirs, baseVersion: theirs.version } : { ...editing, form };
}

export type ArticleDesk = ReturnType<typeof useArticleDesk>;
