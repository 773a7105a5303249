"use client";
import { Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { countWords, SUMMARY_WORDS, TITLE_WORDS } from "../article-content.ts";
import { ARTICLE_KINDS, type ArticleForm } from "../article-form.ts";
import { type ArticleProblem, errorAt } from "./article-problem.ts";
import { GrowingText } from "./growing-text.tsx";

export interface UnitChoice {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
}

interface ArticleFieldsProps {
  readonly form: ArticleForm;
  readonly onChange: (change: Partial<ArticleForm>) => void;
  readonly problem: ArticleProblem | null;
  /** The units to choose from while the article is new; afterwards its unit stands. */
  readonly units: readonly UnitChoice[] | null;
  readonly unitName: string;
}

/** Everything above the text: what kind of article, whose, the question and the short answer. */
export function ArticleFields({ form, onChange, problem, units, unitName }: ArticleFieldsProps) {
  const t = useTranslations("articles");
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="article-kind" label={t("kind")} error={errorAt(problem, "kind")}>
          {(control) => (
            <select
              {...control}
              value={form.kind}
              onChange={({ target }) => onChange({ kind: ARTICLE_KINDS.find((kind) => kind === target.value) ?? form.kind })}
              className={inputClass()}
            >
              {ARTICLE_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kinds.${kind}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {units ? (
          <Field id="article-unitId" label={t("fields.unit")} error={problem?.kind === "refused" ? problem.message : undefined}>
            {(control) => (
              <select {...control} value={form.unitId} onChange={({ target }) => onChange({ unitId: target.value })} className={inputClass()}>
                {units.map(({ id, name, depth }) => (
                  <option key={id} value={id}>
                    {"\u2003".repeat(depth) + name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : (
          <div>
            <p className="mb-1 font-medium">{t("fields.unit")}</p>
            <p className="py-1.5 text-ink-2">{unitName}</p>
          </div>
        )}
      </div>
      <Field
        id="article-title"
        label={t("fields.title")}
        error={errorAt(problem, "title")}
        hint={<Count words={countWords(form.title)} most={TITLE_WORDS} />}
      >
        {(control) => <GrowingText {...control} value={form.title} onValue={(title) => onChange({ title })} className="text-xl font-bold" />}
      </Field>
      <Field
        id="article-summary"
        label={t("fields.summary")}
        error={errorAt(problem, "summary")}
        hint={<Count words={countWords(form.summary)} most={SUMMARY_WORDS} />}
      >
        {(control) => <GrowingText {...control} value={form.summary} onValue={(summary) => onChange({ summary })} className="min-h-15 text-md" />}
      </Field>
    </div>
  );
}

/** How long a text is, beside how long it should be; a wish, not a bar. */
function Count({ words, most }: { readonly words: number; readonly most: number }) {
  const t = useTranslations("articles.fields");
  return <span className={words > most ? "font-medium text-soon" : undefined}>{t(words > most ? "tooManyWords" : "words", { words, most })}</span>;
}
