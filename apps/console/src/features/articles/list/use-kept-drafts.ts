"use client";
import { useEffect, useState } from "react";
import { listDraftSlots } from "../article-draft-store.ts";

interface KeptDrafts {
  readonly articleIds: ReadonlySet<string>;
  /** Addresses of articles that were begun and never saved. */
  readonly newHrefs: readonly string[];
}

const NONE: KeptDrafts = { articleIds: new Set(), newHrefs: [] };
const UNSAVED = /^new(?:\.(.+))?$/;

/** What this viewer typed on this machine and did not save. Known only after the page has come alive. */
export function useKeptDrafts(viewerId: string): KeptDrafts {
  const [drafts, setDrafts] = useState(NONE);
  useEffect(() => {
    const slots = listDraftSlots(viewerId);
    setDrafts({
      articleIds: new Set(slots.filter((slot) => !UNSAVED.test(slot))),
      newHrefs: slots.filter((slot) => UNSAVED.test(slot)).map(addressOf),
    });
  }, [viewerId]);
  return drafts;
}

function addressOf(slot: string): string {
  const opinionId = UNSAVED.exec(slot)?.[1];
  return opinionId ? `/articles/new?opinion=${encodeURIComponent(opinionId)}` : "/articles/new";
}
