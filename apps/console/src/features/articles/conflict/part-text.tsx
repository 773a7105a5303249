"use client";
import { useTranslations } from "next-intl";
import type { ArticleForm, ArticlePart } from "../article-form.ts";
import type { AnsweredOpinion } from "../article-in-hand.ts";

interface PartTextProps {
  readonly part: ArticlePart;
  readonly form: ArticleForm;
  readonly other: ArticleForm;
  readonly findOpinion: (id: string) => AnsweredOpinion | null | undefined;
}

/** One version of one part; the lines that the other version has not are marked. */
export function PartText({ part, form, other, findOpinion }: PartTextProps) {
  const t = useTranslations("articles");
  const linesOf = (version: ArticleForm): readonly string[] => {
    if (part === "kind") return [t(`kinds.${version.kind}`)];
    if (part === "sources")
      return version.sources.map(({ title, url, quote, accessedOn }) => [title, url, quote, accessedOn].filter(Boolean).join(" · "));
    if (part === "answers") return version.answers.map((id) => findOpinion(id)?.text.slice(0, 160) ?? t("answers.unreadable"));
    return version[part].split("\n");
  };
  const known = new Set(linesOf(other).map((line) => line.trim()));
  const lines = linesOf(form);
  if (lines.every((line) => line.trim() === "")) return <p className="text-ink-3">{t("conflict.empty")}</p>;
  return (
    <div className="space-y-1 break-words">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
        <p key={index} className="min-h-2">
          {known.has(line.trim()) ? line : <mark className="rounded-xs bg-mark text-ink">{line}</mark>}
        </p>
      ))}
    </div>
  );
}
