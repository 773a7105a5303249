import type { KeptDraft } from "../article-draft-store.ts";
import { type ArticleForm, isSameForm, toForm } from "../article-form.ts";
import type { ArticleInHand } from "../article-in-hand.ts";

/** An article under somebody's hands: what the server has, what is typed, and what the typing began with. */
export interface ArticleEditing {
  /** As the server told last; null before the first save of a new article. */
  readonly article: ArticleInHand | null;
  readonly form: ArticleForm;
  readonly base: ArticleForm;
  readonly baseVersion: number;
  /** Somebody else's newer version, while the two are not merged. */
  readonly theirs: ArticleInHand | null;
  /** When the text that was brought back from this machine had been kept; null when it was not. */
  readonly restoredFrom: string | null;
}

export type EditingAction =
  | { readonly type: "typed"; readonly change: Partial<ArticleForm> }
  | { readonly type: "restored"; readonly draft: KeptDraft }
  | { readonly type: "saved"; readonly article: ArticleInHand; readonly sent: ArticleForm }
  /** The server tells how the article stands now, after a step or on asking. */
  | { readonly type: "told"; readonly article: ArticleInHand }
  | { readonly type: "merged"; readonly form: ArticleForm }
  | { readonly type: "discarded" }
  | { readonly type: "takenBack"; readonly form: ArticleForm };

export function openEditing(article: ArticleInHand | null, blank: ArticleForm): ArticleEditing {
  const form = article ? toForm(article) : blank;
  return { article, form, base: form, baseVersion: article?.version ?? 0, theirs: null, restoredFrom: null };
}

export function isUnsaved({ form, base }: Pick<ArticleEditing, "form" | "base">): boolean {
  return !isSameForm(form, base);
}

/** The editing after something happened. Pure. Nothing in here ever drops what was typed but `discarded`, which can be taken back. */
export function nextEditing(editing: ArticleEditing, action: EditingAction): ArticleEditing {
  switch (action.type) {
    case "typed":
      return { ...editing, form: { ...editing.form, ...action.change } };
    case "restored":
      return restore(editing, action.draft);
    case "saved":
      // What was typed while the save was under way stays, on top of what is saved now.
      return { ...editing, article: action.article, base: action.sent, baseVersion: action.article.version, theirs: null, restoredFrom: null };
    case "told":
      return hear(editing, action.article);
    case "merged":
      return merge(editing, action.form);
    case "discarded":
      return discard(editing);
    case "takenBack":
      return { ...editing, form: action.form };
  }
}

function restore(editing: ArticleEditing, draft: KeptDraft): ArticleEditing {
  const mine = { ...editing, form: draft.form, base: draft.base, baseVersion: draft.baseVersion };
  if (!isUnsaved(mine)) return editing;
  const restored = { ...mine, restoredFrom: draft.keptAt };
  return editing.article ? hear(restored, editing.article) : restored;
}

function hear(editing: ArticleEditing, article: ArticleInHand): ArticleEditing {
  if (article.version < editing.baseVersion) return editing;
  if (article.version === editing.baseVersion) return { ...editing, article };
  const told = toForm(article);
  if (!isUnsaved(editing)) return { ...editing, article, form: told, base: told, baseVersion: article.version, theirs: null };
  // Only moved, not rewritten: what is typed goes on top of it.
  if (isSameForm(told, editing.base)) return { ...editing, article, base: told, baseVersion: article.version };
  // Rewritten, to the very same words.
  if (isSameForm(told, editing.form)) return openEditing(article, editing.form);
  return { ...editing, article, theirs: article };
}

function merge(editing: ArticleEditing, form: ArticleForm): ArticleEditing {
  const { theirs } = editing;
  if (!theirs) return { ...editing, form };
  return { ...editing, article: theirs, form, base: toForm(theirs), baseVersion: theirs.version, theirs: null, restoredFrom: null };
}

function discard(editing: ArticleEditing): ArticleEditing {
  if (editing.article) return openEditing(editing.article, editing.form);
  return { ...editing, form: editing.base, restoredFrom: null };
}
