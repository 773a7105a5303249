"use client";
import { Button, Kbd } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { ArticleInHand } from "../article-in-hand.ts";

export type StepDialog = "return" | "publish" | "correct" | "withdraw";

interface StepButtonsProps {
  readonly article: ArticleInHand | null;
  readonly isBusy: boolean;
  readonly isSaving: boolean;
  /** Two versions wait to be merged: saving happens there. */
  readonly isInConflict: boolean;
  /** Whether the viewer is among the writers: then "return" is taking back one's own text. */
  readonly isWriter: boolean;
  readonly onSave: () => void;
  readonly onSend: () => void;
  readonly onApprove: () => void;
  readonly onDialog: (dialog: StepDialog) => void;
}

const ARIA_DISABLED =
  "aria-disabled:cursor-not-allowed aria-disabled:bg-sunken aria-disabled:text-ink-3 aria-disabled:shadow-[inset_0_0_0_1px_var(--line)]";

/** What can be done next, as the server tells it; the next step on the way is the one filled button. */
export function StepButtons(props: StepButtonsProps) {
  const { article, isInConflict } = props;
  if (isInConflict) return null;
  if (!article || article.viewerCanEdit) return <DraftButtons {...props} />;
  return <LaterButtons {...props} article={article} />;
}

function DraftButtons({ article, isBusy, isSaving, onSave, onSend }: StepButtonsProps) {
  const t = useTranslations("articles.steps");
  return (
    <>
      <Button disabled={isBusy} aria-busy={isSaving} aria-keyshortcuts="Control+S" onClick={onSave}>
        {t("save")} <Kbd>Ctrl S</Kbd>
      </Button>
      {(!article || article.viewerCanSendForReview) && (
        <Button look="primary" disabled={isBusy} onClick={onSend}>
          {t("send")}
        </Button>
      )}
    </>
  );
}

function LaterButtons({ article, isBusy, isWriter, onApprove, onDialog }: StepButtonsProps & { readonly article: ArticleInHand }) {
  const t = useTranslations("articles.steps");
  return (
    <>
      {article.viewerCanReturn && (
        <Button disabled={isBusy} onClick={() => onDialog("return")}>
          {t(isWriter ? "takeBack" : "return")}
        </Button>
      )}
      <ApproveButton article={article} isBusy={isBusy} onApprove={onApprove} />
      {article.viewerCanPublish && (
        <Button look="primary" disabled={isBusy} onClick={() => onDialog("publish")}>
          {t("publish")}
        </Button>
      )}
      {article.viewerCanWithdraw && (
        <Button look="bare" disabled={isBusy} onClick={() => onDialog("withdraw")}>
          {t("withdraw")}
        </Button>
      )}
      {article.viewerCanCorrect && (
        <Button disabled={isBusy} onClick={() => onDialog("correct")}>
          {t("correct")}
        </Button>
      )}
    </>
  );
}

/** Whoever wrote a part of it sees the button, why it does nothing, and whom to ask. */
function ApproveButton({ article, isBusy, onApprove }: Pick<StepButtonsProps, "isBusy" | "onApprove"> & { readonly article: ArticleInHand }) {
  const t = useTranslations("articles.steps");
  const { viewerCanApprove, approvalHindrance } = article;
  if (!viewerCanApprove && !approvalHindrance) return null;
  return (
    <Button
      look="primary"
      disabled={isBusy}
      aria-disabled={!viewerCanApprove}
      aria-describedby={viewerCanApprove ? undefined : "approval-hindrance"}
      title={approvalHindrance ?? undefined}
      className={ARIA_DISABLED}
      onClick={() => {
        if (viewerCanApprove) onApprove();
      }}
    >
      {t("approve")}
    </Button>
  );
}
