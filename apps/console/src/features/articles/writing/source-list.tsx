"use client";
import { Button } from "@langnghe/ui";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { withoutSource } from "../article-content.ts";
import { type ArticleForm, addSource, isBlankSource, type SourceForm, sourceFault } from "../article-form.ts";
import { type ArticleProblem, errorAt } from "./article-problem.ts";
import { SourceFields } from "./source-fields.tsx";

interface SourceListProps {
  readonly form: ArticleForm;
  readonly onChange: (change: Partial<ArticleForm>) => void;
  readonly problem: ArticleProblem | null;
}

/** What backs the article, in the order of the marks in its text. */
export function SourceList({ form, onChange, problem }: SourceListProps) {
  const t = useTranslations("articles.sources");
  const words = useTranslations("articles");
  const { sources, body } = form;
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const section = useRef<HTMLElement>(null);
  const error = errorAt(problem, "sources");
  // Said at the source itself where one source is the matter.
  const ownError = sources.some((source) => sourceFault(source) !== null) ? undefined : error;
  useEffect(() => {
    if (focusOn === null) return;
    section.current?.querySelector<HTMLElement>(`#${focusOn}`)?.focus();
    setFocusOn(null);
  }, [focusOn]);
  const add = () => {
    const blank = sources.find(isBlankSource);
    const next = blank ? sources : addSource(sources);
    if (!blank) onChange({ sources: next });
    setFocusOn(`source-${(blank ?? next.at(-1))?.key}-title`);
  };
  const change = (key: number, part: Partial<SourceForm>) =>
    onChange({ sources: sources.map((source) => (source.key === key ? { ...source, ...part } : source)) });
  const remove = (place: number) => {
    const rest = sources.filter((_, index) => index !== place - 1);
    onChange({ sources: rest, body: withoutSource(body, place) });
    const next = rest[place - 1] ?? rest.at(-1);
    setFocusOn(next ? `source-${next.key}-head` : "article-sources");
    toast(t("removed", { place }), { action: { label: words("undo"), onClick: () => onChange({ sources, body }) } });
  };
  return (
    <section ref={section} aria-labelledby="sources-heading">
      <h2 id="sources-heading" className="mb-1.5 font-semibold">
        {t("title")} <span className="font-normal text-ink-3">{sources.length}</span>
      </h2>
      <p className="mb-2 text-sm text-ink-3">{t("rule")}</p>
      {ownError && (
        <p id="article-sources-error" className="mb-2 font-semibold text-hotspot">
          {ownError}
        </p>
      )}
      <ol className="space-y-2">
        {sources.map((source, index) => (
          <SourceFields
            key={source.key}
            place={index + 1}
            source={source}
            isChecked={error !== undefined}
            onChange={(part) => change(source.key, part)}
            onRemove={() => remove(index + 1)}
          />
        ))}
      </ol>
      <Button id="article-sources" look="bare" className="mt-2" aria-describedby={ownError ? "article-sources-error" : undefined} onClick={add}>
        <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
        {t("add")}
      </Button>
    </section>
  );
}
