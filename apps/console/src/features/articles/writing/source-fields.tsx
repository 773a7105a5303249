"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { ChevronDown, ChevronRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isBlankSource, type SourceForm, sourceFault } from "../article-form.ts";

interface SourceFieldsProps {
  readonly place: number;
  readonly source: SourceForm;
  /** The server did not take the sources: say at each what is the matter. */
  readonly isChecked: boolean;
  readonly onChange: (part: Partial<SourceForm>) => void;
  readonly onRemove: () => void;
}

/** One source: a line to look at, and its four parts to fill in when it is opened. */
export function SourceFields({ place, source, isChecked, onChange, onRemove }: SourceFieldsProps) {
  const t = useTranslations("articles.sources");
  const [wantsOpen, setWantsOpen] = useState(isBlankSource(source));
  const fault = sourceFault(source);
  const isOpen = wantsOpen || (isChecked && fault !== null);
  const id = `source-${source.key}`;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className="rounded-md bg-surface shadow-sheet">
      <div className="flex items-start gap-1 p-1">
        <button
          id={`${id}-head`}
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}-parts`}
          onClick={() => setWantsOpen(!isOpen)}
          className="grid min-h-8 min-w-0 flex-1 grid-cols-[1rem_auto_minmax(0,1fr)] items-start gap-1.5 rounded-sm px-1 py-1 text-sm hover:bg-hover"
        >
          <Chevron size={14} aria-hidden="true" className="mt-1 text-ink-3" />
          <span className="text-ink-3">[{place}]</span>
          <span className="break-words">{source.title || t("untitled")}</span>
        </button>
        <Button look="bare" className="px-1.5" aria-label={t("remove", { place })} title={t("remove", { place })} onClick={onRemove}>
          <X size={16} aria-hidden="true" />
        </Button>
      </div>
      <div id={`${id}-parts`} hidden={!isOpen} className="space-y-2.5 px-3 pt-1 pb-3 text-sm">
        <Field id={`${id}-title`} label={t("name")} error={isChecked && fault === "title" ? t("nameMissing") : undefined}>
          {(control) => (
            <input
              {...control}
              value={source.title}
              onChange={({ target }) => onChange({ title: target.value })}
              autoComplete="off"
              className={inputClass()}
            />
          )}
        </Field>
        <Field id={`${id}-url`} label={t("url")} error={isChecked && fault === "url" ? t("urlWrong") : undefined}>
          {(control) => (
            <input
              {...control}
              type="url"
              value={source.url}
              onChange={({ target }) => onChange({ url: target.value })}
              placeholder="https://"
              autoComplete="off"
              className={inputClass()}
            />
          )}
        </Field>
        <Field id={`${id}-quote`} label={t("quote")}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              value={source.quote}
              onChange={({ target }) => onChange({ quote: target.value })}
              className={inputClass("block resize-y [field-sizing:content]")}
            />
          )}
        </Field>
        <Field id={`${id}-accessedOn`} label={t("accessedOn")}>
          {(control) => (
            <input
              {...control}
              type="date"
              max="9999-12-31"
              value={source.accessedOn}
              onChange={({ target }) => onChange({ accessedOn: target.value })}
              className={inputClass()}
            />
          )}
        </Field>
      </div>
    </li>
  );
}
