"use client";
import { type Dispatch, useEffect, useReducer, useState } from "react";
import { now } from "@/clock.ts";
import { forgetDraft, keepDraft, readDraft } from "../article-draft-store.ts";
import type { ArticleForm } from "../article-form.ts";
import type { ArticleInHand } from "../article-in-hand.ts";
import { type ArticleEditing, type EditingAction, isUnsaved, nextEditing, openEditing } from "./article-editing.ts";

interface ArticleEditingOptions {
  readonly viewerId: string;
  readonly article: ArticleInHand | null;
  readonly blank: ArticleForm;
  /** Where the draft of a new article lies until it has an id. */
  readonly newSlot: string;
}

interface ArticleEditingHandle {
  readonly editing: ArticleEditing;
  readonly dispatch: Dispatch<EditingAction>;
  readonly hasUnsaved: boolean;
  /** What is unsaved lies on this machine, too; false where the browser keeps nothing. */
  readonly isKept: boolean;
}

/**
 * The article under somebody's hands, never lost. Phases: the page comes as the server made it; what lies on this
 * machine is laid over it; from then on every change is kept at once, and taken away when it is saved or dropped.
 */
export function useArticleEditing({ viewerId, article, blank, newSlot }: ArticleEditingOptions): ArticleEditingHandle {
  const [editing, dispatch] = useReducer(nextEditing, undefined, () => openEditing(article, blank));
  const [isLaidOver, setLaidOver] = useState(false);
  const [isKept, setKept] = useState(true);
  const slot = editing.article?.id ?? newSlot;
  const hasUnsaved = isUnsaved(editing);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive; an article saved first here lies nowhere yet.
  useEffect(() => {
    const draft = readDraft({ viewerId, slot });
    if (draft) dispatch({ type: "restored", draft });
    setLaidOver(true);
  }, []);

  const { form, base, baseVersion } = editing;
  useEffect(() => {
    if (!isLaidOver) return;
    if (hasUnsaved) setKept(keepDraft({ viewerId, slot }, { form, base, baseVersion, keptAt: now().toISOString() }));
    else forgetDraft({ viewerId, slot });
    if (slot !== newSlot) forgetDraft({ viewerId, slot: newSlot });
  }, [isLaidOver, hasUnsaved, viewerId, slot, newSlot, form, base, baseVersion]);

  useAskBeforeLeaving(hasUnsaved && !isKept);
  return { editing, dispatch, hasUnsaved, isKept };
}

/** Only where nothing can be kept: everywhere else one may simply go. */
function useAskBeforeLeaving(wouldLose: boolean): void {
  useEffect(() => {
    if (!wouldLose) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [wouldLose]);
}
