import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PATHS } from "@/i18n/paths.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { emptyDraft } from "./opinion-draft.ts";
import { ReceiptSlip } from "./receipt-slip.tsx";
import { submitAnswer } from "./submit-answer.ts";
import { SubmitForm } from "./submit-form.tsx";

/** Say something: the form, or, in answer to its POST, the receipt. */
export async function SubmitPage() {
  const answer = await submitAnswer.read();
  return (
    <PageFrame path={PATHS.submit} current="submit">
      {answer?.kind === "received" ? (
        <ReceiptSlip words={answer.receiptWords} forward={answer.forward} />
      ) : (
        <SubmitForm
          draft={answer?.draft ?? emptyDraft()}
          failure={answer?.kind === "failed" ? answer.failure : undefined}
          personalData={answer?.kind === "warned" ? answer.found : []}
        />
      )}
    </PageFrame>
  );
}

export async function submitPageMetadata(): Promise<Metadata> {
  const [answer, t] = await Promise.all([submitAnswer.read(), getTranslations()]);
  const title = answer?.kind === "received" ? t("receipt.title") : t("submit.title");
  return pageMetadata({ title, isError: answer?.kind === "failed" });
}
