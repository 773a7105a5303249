"use client";
import { buttonClass } from "@langnghe/ui";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StepButtons, type StepDialog } from "../steps/step-buttons.tsx";
import { StepsBar } from "../steps/steps-bar.tsx";
import type { TakeStep } from "../steps/use-step-taking.ts";
import { SaveState } from "./save-state.tsx";
import type { ArticleDesk } from "./use-article-desk.ts";

interface EditorHeadProps {
  readonly desk: ArticleDesk;
  readonly viewerId: string;
  readonly takeStep: TakeStep;
  readonly onDialog: (dialog: StepDialog) => void;
}

/** Back, how far it has come, where the text lies, and what can be done next. */
export function EditorHead({ desk, viewerId, takeStep, onDialog }: EditorHeadProps) {
  const t = useTranslations("articles");
  const { editing, busy, canEdit, hasUnsaved, isKept } = desk;
  const { article, form, theirs } = editing;
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 pr-3 pl-2">
      <Link href="/articles" className={buttonClass("bare")}>
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        {t("title")}
      </Link>
      <h1 className="sr-only">{t("editorTitle", { title: article?.title || form.title || t("untitled") })}</h1>
      <StepsBar article={article} />
      <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
        {canEdit && <SaveState article={article} isSaving={busy === "saving"} hasUnsaved={hasUnsaved} isKept={isKept} />}
        <StepButtons
          article={article}
          isBusy={busy !== null}
          isSaving={busy === "saving"}
          isInConflict={theirs?.viewerCanEdit ?? false}
          isWriter={article?.writtenBy.some(({ id }) => id === viewerId) ?? true}
          onSave={() => void desk.save()}
          onSend={() => void takeStep((steps, at) => steps.sendForReview(at))}
          onApprove={() => void takeStep((steps, at) => steps.approve(at))}
          onDialog={onDialog}
        />
      </span>
    </header>
  );
}
