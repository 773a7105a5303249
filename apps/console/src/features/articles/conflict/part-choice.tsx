"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ArticleForm } from "../article-form.ts";
import type { AnsweredOpinion } from "../article-in-hand.ts";
import type { KeptVersion, PartConflict } from "./merge-forms.ts";
import { PartText } from "./part-text.tsx";

interface PartChoiceProps {
  readonly conflict: PartConflict;
  readonly mine: ArticleForm;
  readonly theirs: ArticleForm;
  readonly choice: KeptVersion;
  readonly findOpinion: (id: string) => AnsweredOpinion | null | undefined;
  readonly onChoose: (choice: KeptVersion) => void;
}

/** One part of the article in both versions, and which of them shall stand. */
export function PartChoice({ conflict: { part, changedBy, canKeepBoth }, mine, theirs, choice, findOpinion, onChoose }: PartChoiceProps) {
  const t = useTranslations("articles.conflict");
  const pick = (version: KeptVersion, label: string) => (
    <label className="flex min-h-8 items-center gap-2 font-medium">
      <input type="radio" name={`keep-${part}`} checked={choice === version} onChange={() => onChoose(version)} className="size-4 accent-accent" />
      {label}
    </label>
  );
  const frame = (isKept: boolean) =>
    clsx(
      "min-w-0 rounded-md px-3 pt-1 pb-3",
      isKept ? "bg-accent-soft shadow-[inset_0_0_0_2px_var(--accent)]" : "bg-sunken shadow-[inset_0_0_0_1px_var(--line)]",
    );
  return (
    <fieldset className="border-t border-line pt-3">
      <legend className="float-left w-full pb-2 text-md font-semibold">
        {t(`parts.${part}`)} <span className="text-sm font-normal text-ink-3">{t(`changedBy.${changedBy}`)}</span>
      </legend>
      <div className="clear-both grid gap-3 md:grid-cols-2">
        <div className={frame(choice !== "theirs")}>
          {pick("mine", t("mine"))}
          <PartText part={part} form={mine} other={theirs} findOpinion={findOpinion} />
        </div>
        <div className={frame(choice !== "mine")}>
          {pick("theirs", t("theirs"))}
          <PartText part={part} form={theirs} other={mine} findOpinion={findOpinion} />
        </div>
      </div>
      {canKeepBoth && pick("both", t(part === "body" ? "bothTexts" : "both"))}
    </fieldset>
  );
}
