import { ARTICLE_KINDS, type ArticleForm, type SourceForm } from "./article-form.ts";

/** What somebody typed and has not saved. It lies on this machine only; signing out takes every key with this prefix away. */
const PREFIX = "langnghe.draft.";

export interface KeptDraft {
  readonly form: ArticleForm;
  /** What the typing began with, to tell later who changed what. */
  readonly base: ArticleForm;
  /** The article's version at that time; 0 for a new article. */
  readonly baseVersion: number;
  /** When it was kept last, ISO. */
  readonly keptAt: string;
}

export interface DraftPlace {
  readonly viewerId: string;
  /** The article's id; "new" or "new.{opinion's id}" before it has one. */
  readonly slot: string;
}

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function newSlot(opinionId: string | null): string {
  return opinionId === null ? "new" : `new.${opinionId}`;
}

/** Null when nothing is kept, when it cannot be read, and where the browser keeps nothing. */
export function readDraft(place: DraftPlace, storage: Kept | null = browserStorage()): KeptDraft | null {
  try {
    const draft: unknown = JSON.parse(storage?.getItem(keyOf(place)) ?? "null");
    return isKeptDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

/** False when the browser did not take it: private windows, a full disk, storage switched off. */
export function keepDraft(place: DraftPlace, draft: KeptDraft, storage: Kept | null = browserStorage()): boolean {
  try {
    storage?.setItem(keyOf(place), JSON.stringify(draft));
    return storage !== null;
  } catch {
    return false;
  }
}

export function forgetDraft(place: DraftPlace, storage: Kept | null = browserStorage()): void {
  try {
    storage?.removeItem(keyOf(place));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** The slots of this viewer's drafts on this machine. */
export function listDraftSlots(viewerId: string): readonly string[] {
  const own = keyOf({ viewerId, slot: "" });
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(own))
      .map((key) => key.slice(own.length));
  } catch {
    return [];
  }
}

function keyOf({ viewerId, slot }: DraftPlace): string {
  return `${PREFIX}${viewerId}.${slot}`;
}

/** Reading the property alone throws where cookies are refused. */
function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Written by this page, perhaps by an older one: what does not fit is not shown as somebody's text. */
function isKeptDraft(draft: unknown): draft is KeptDraft {
  if (!isRecord(draft)) return false;
  return isForm(draft.form) && isForm(draft.base) && Number.isInteger(draft.baseVersion) && typeof draft.keptAt === "string";
}

function isForm(form: unknown): form is ArticleForm {
  if (!isRecord(form)) return false;
  const hasTexts = ["unitId", "title", "summary", "body", "byline"].every((name) => typeof form[name] === "string");
  const hasLists = Array.isArray(form.sources) && Array.isArray(form.answers);
  return (
    hasTexts &&
    hasLists &&
    ARTICLE_KINDS.some((kind) => kind === form.kind) &&
    (form.sources as unknown[]).every(isSource) &&
    (form.answers as unknown[]).every((id) => typeof id === "string")
  );
}

function isSource(source: unknown): source is SourceForm {
  return (
    isRecord(source) && typeof source.key === "number" && ["title", "url", "quote", "accessedOn"].every((name) => typeof source[name] === "string")
  );
}

function isRecord(thing: unknown): thing is Record<string, unknown> {
  return typeof thing === "object" && thing !== null;
}
