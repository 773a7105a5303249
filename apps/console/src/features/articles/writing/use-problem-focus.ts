"use client";
import { useEffect, useRef } from "react";
import { controlOf } from "./article-problem.ts";
import type { ArticleDesk } from "./use-article-desk.ts";

/** Whenever a part of the content stands in the way, the focus goes to it, out of the preview if need be. */
export function useProblemFocus({ problem, editing }: ArticleDesk, showFields: () => void): void {
  const form = useRef(editing.form);
  form.current = editing.form;
  const show = useRef(showFields);
  show.current = showFields;
  useEffect(() => {
    const control = problem && controlOf(problem, form.current);
    if (!control) return undefined;
    show.current();
    // A frame later the field is shown, enabled again, and has its error beside it.
    const frame = requestAnimationFrame(() => document.getElementById(control)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [problem]);
}
