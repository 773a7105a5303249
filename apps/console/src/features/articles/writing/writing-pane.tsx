"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ArticleForm } from "../article-form.ts";
import { ArticlePreview } from "../reading/article-preview.tsx";
import { ArticleFields, type UnitChoice } from "./article-fields.tsx";
import { type ArticleProblem, errorAt } from "./article-problem.ts";
import { BodyField } from "./body-field.tsx";
import { BylineField } from "./byline-field.tsx";

export type WritingView = "write" | "preview";

interface WritingPaneProps {
  readonly form: ArticleForm;
  readonly onChange: (change: Partial<ArticleForm>) => void;
  readonly problem: ArticleProblem | null;
  readonly units: readonly UnitChoice[] | null;
  readonly unitName: string;
  /** What the approver asked to change, while nobody has answered it. */
  readonly returned: { readonly name: string; readonly note: string } | null;
  readonly view: WritingView;
  readonly onView: (view: WritingView) => void;
}

/** The text being written, and what the public will read: in turns, or side by side where there is room. */
export function WritingPane({ form, onChange, problem, units, unitName, returned, view, onView }: WritingPaneProps) {
  const t = useTranslations("articles");
  return (
    <div className="min-h-0 lg:flex lg:h-full lg:flex-col">
      <fieldset aria-label={t("preview.choose")} className="flex gap-1 border-b border-line px-4 py-1.5 min-[100rem]:hidden">
        <ViewButton word={t("preview.write")} isOn={view === "write"} onPress={() => onView("write")} />
        <ViewButton word={t("preview.read")} isOn={view === "preview"} onPress={() => onView("preview")} />
      </fieldset>
      <div className="min-h-0 flex-1 min-[100rem]:grid min-[100rem]:grid-cols-2 lg:overflow-auto min-[100rem]:overflow-hidden">
        <div className={clsx("min-w-0 px-4 py-5 sm:px-6 min-[100rem]:block min-[100rem]:overflow-auto", view === "preview" && "hidden")}>
          <div className="mx-auto max-w-[43rem] space-y-4">
            {returned && <p className="rounded-md bg-context-soft px-3 py-2 text-context">{t("returned", returned)}</p>}
            <ArticleFields form={form} onChange={onChange} problem={problem} units={units} unitName={unitName} />
            <BodyField body={form.body} sources={form.sources} error={errorAt(problem, "body")} onChange={(body) => onChange({ body })} />
            <BylineField byline={form.byline} error={errorAt(problem, "byline")} onChange={(byline) => onChange({ byline })} />
          </div>
        </div>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard.
          tabIndex={0}
          aria-label={t("preview.read")}
          className={clsx("min-w-0 border-line min-[100rem]:block min-[100rem]:overflow-auto min-[100rem]:border-l", view === "write" && "hidden")}
        >
          <ArticlePreview article={form} />
        </section>
      </div>
    </div>
  );
}

function ViewButton({ word, isOn, onPress }: { readonly word: string; readonly isOn: boolean; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={clsx("min-h-8 rounded-sm px-3 text-sm font-medium", isOn ? "bg-active text-ink" : "text-ink-2 hover:bg-hover")}
    >
      {word}
    </button>
  );
}
