"use client";
import { useTranslations } from "next-intl";
import type { ArticleInHand } from "../article-in-hand.ts";
import type { ArticleDesk } from "../writing/use-article-desk.ts";
import { NoteDialog, type NoteKind } from "./note-dialog.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import type { StepDialog } from "./step-buttons.tsx";
import type { TakeStep } from "./use-step-taking.ts";

interface StepDialogsProps {
  readonly open: StepDialog | null;
  readonly article: ArticleInHand;
  readonly viewerId: string;
  readonly desk: ArticleDesk;
  readonly takeStep: TakeStep;
  readonly onClose: () => void;
}

/** The steps that need a word or an hour. A refusal stays in the dialog, with what was typed. */
export function StepDialogs({ open, article, viewerId, desk, takeStep, onClose }: StepDialogsProps) {
  const t = useTranslations("articles.problem");
  const { problem, busy } = desk;
  const error = problem ? ("message" in problem ? problem.message : t(problem.kind === "away" ? "stepAway" : "stepSignedOut")) : undefined;
  const close = () => {
    desk.forgetProblem();
    onClose();
  };
  const shared = { isBusy: busy !== null, error: open ? error : undefined, onClose: close };
  const isWriter = article.writtenBy.some(({ id }) => id === viewerId);
  const notes: readonly { readonly dialog: StepDialog; readonly kind: NoteKind; readonly confirm: (note: string) => Promise<void> }[] = [
    { dialog: "return", kind: isWriter ? "takeBack" : "return", confirm: (note) => takeStep((steps, at) => steps.returnToWriters(at, note)) },
    { dialog: "correct", kind: "correct", confirm: (note) => takeStep((steps, at) => steps.startCorrection(at, note)) },
    { dialog: "withdraw", kind: "withdraw", confirm: (note) => takeStep((steps, at) => steps.withdraw(at, note)) },
  ];
  return (
    <>
      {notes.map(({ dialog, kind, confirm }) => (
        <NoteDialog key={`${dialog}-${article.version}`} kind={kind} isOpen={open === dialog} {...shared} onConfirm={(note) => void confirm(note)} />
      ))}
      <PublishDialog
        isOpen={open === "publish"}
        canSchedule={article.status === "APPROVED"}
        {...shared}
        onConfirm={(publishAt) => void takeStep((steps, at) => steps.publish(at, publishAt))}
      />
    </>
  );
}
