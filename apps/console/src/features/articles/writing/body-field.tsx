"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { Heading, List } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { countWords } from "../article-content.ts";
import type { SourceForm } from "../article-form.ts";
import { insertSourceMark, type TextEdit, toggleLinePrefix } from "./edit-text.ts";

interface BodyFieldProps {
  readonly body: string;
  readonly sources: readonly SourceForm[];
  readonly error: string | undefined;
  readonly onChange: (body: string) => void;
}

/** The text itself, calm and large, under the few marks it knows. */
export function BodyField({ body, sources, error, onChange }: BodyFieldProps) {
  const t = useTranslations("articles.body");
  const area = useRef<HTMLTextAreaElement>(null);
  const edit = (plan: (text: string, selection: { start: number; end: number }) => TextEdit) => {
    const field = area.current;
    if (field) applyEdit(field, plan(field.value, { start: field.selectionStart, end: field.selectionEnd }));
  };
  return (
    <div>
      <fieldset aria-label={t("marks")} className="mb-2 flex flex-wrap items-center gap-1">
        <Button look="bare" onClick={() => edit((text, at) => toggleLinePrefix(text, at, "## "))}>
          <Heading size={16} strokeWidth={1.75} aria-hidden="true" />
          {t("heading")}
        </Button>
        <Button look="bare" onClick={() => edit((text, at) => toggleLinePrefix(text, at, "- "))}>
          <List size={16} strokeWidth={1.75} aria-hidden="true" />
          {t("list")}
        </Button>
        {sources.map(({ key, title }, index) => (
          <Button
            key={key}
            look="bare"
            className="px-2 tabular-nums"
            title={title}
            aria-label={t("cite", { place: index + 1, title })}
            onClick={() => edit((_text, at) => insertSourceMark(at, index + 1))}
          >
            [{index + 1}]
          </Button>
        ))}
        <span className="ml-auto text-sm text-ink-3">{t("words", { count: countWords(body) })}</span>
      </fieldset>
      <Field id="article-body" label={t("label")} hint={t("hint")} error={error}>
        {(control) => (
          <textarea
            {...control}
            ref={area}
            value={body}
            onChange={({ target }) => onChange(target.value)}
            className={inputClass("block min-h-[28rem] resize-y px-5! py-4! text-md [field-sizing:content]")}
          />
        )}
      </Field>
    </div>
  );
}

/** As if it were typed, so that Ctrl+Z takes it back; `execCommand` is old, and the only way the browsers have for that. */
function applyEdit(field: HTMLTextAreaElement, { start, end, insert }: TextEdit): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, insert)) return;
  field.setRangeText(insert, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
