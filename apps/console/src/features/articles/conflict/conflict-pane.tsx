"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { type ArticleForm, toForm } from "../article-form.ts";
import type { AnsweredOpinion, ArticleInHand } from "../article-in-hand.ts";
import { useMoment } from "../use-moment.ts";
import { findConflicts, type MergeChoices, mergeForms, suggestChoices } from "./merge-forms.ts";
import { PartChoice } from "./part-choice.tsx";

interface ConflictPaneProps {
  readonly mine: ArticleForm;
  readonly base: ArticleForm;
  readonly theirs: ArticleInHand;
  readonly isBusy: boolean;
  readonly findOpinion: (id: string) => AnsweredOpinion | null | undefined;
  readonly onSave: (merged: ArticleForm) => void;
  /** Goes on writing from the merger, without saving it yet. */
  readonly onGoOn: (merged: ArticleForm) => void;
}

/** Two versions side by side, part by part. Nothing is destroyed: theirs stands in the revisions, one's own on this machine until it is saved. */
export function ConflictPane({ mine, base, theirs, isBusy, findOpinion, onSave, onGoOn }: ConflictPaneProps) {
  const t = useTranslations("articles.conflict");
  const moment = useMoment();
  const theirForm = useMemo(() => toForm(theirs), [theirs]);
  const conflicts = useMemo(() => findConflicts({ mine, theirs: theirForm, base }), [mine, theirForm, base]);
  const [chosen, setChosen] = useState<MergeChoices>({});
  const choices = { ...suggestChoices(conflicts), ...chosen };
  const merged = () => mergeForms({ mine, theirs: theirForm }, choices);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="conflict-heading" className="mx-auto max-w-5xl space-y-5 px-4 py-6 sm:px-6">
      <header className="space-y-1.5">
        <h2 ref={heading} id="conflict-heading" tabIndex={-1} className="text-xl font-semibold">
          {t("title")}
        </h2>
        <p className="max-w-(--measure) text-ink-2">{t("what", { at: moment.at(theirs.updatedAt), number: theirs.revisionNumber })}</p>
      </header>
      {conflicts.map((conflict) => (
        <PartChoice
          key={conflict.part}
          conflict={conflict}
          mine={mine}
          theirs={theirForm}
          choice={choices[conflict.part] ?? "mine"}
          findOpinion={findOpinion}
          onChoose={(choice) => setChosen({ ...chosen, [conflict.part]: choice })}
        />
      ))}
      {!theirs.viewerCanEdit && <p className="font-medium">{t("notEditable")}</p>}
      <footer className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button look="primary" disabled={isBusy || !theirs.viewerCanEdit} aria-busy={isBusy} onClick={() => onSave(merged())}>
          {t("save")}
        </Button>
        <Button disabled={isBusy} onClick={() => onGoOn(merged())}>
          {t("goOn")}
        </Button>
      </footer>
    </section>
  );
}
