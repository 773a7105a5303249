"use client";
import { Button, Dialog, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { type Revealed, useReveal } from "./use-reveal.ts";

interface RevealDialogProps {
  readonly opinionId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRevealed: (revealed: Revealed) => void;
}

/** The server's own rule, said before it is asked. */
const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;

/** Asks why, before what is covered is shown. */
export function RevealDialog({ opinionId, isOpen, onClose, onRevealed }: RevealDialogProps) {
  const t = useTranslations("covers");
  const { ask, isBusy } = useReveal();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<"tooShort" | "failed">();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length < SHORTEST_REASON) return setProblem("tooShort");
    const revealed = await ask(opinionId, reason);
    if (!revealed) return setProblem("failed");
    setReason("");
    setProblem(undefined);
    onRevealed(revealed);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("title")}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="space-y-3 p-4">
          <p className="text-ink-2">{t("what")}</p>
          <Field id="reveal-reason" label={t("reason")} hint={t("hint")} error={problem && t(problem)}>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                maxLength={LONGEST_REASON}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
                className={inputClass("block resize-y [field-sizing:content] min-h-20")}
              />
            )}
          </Field>
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
          <Button look="bare" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy} aria-busy={isBusy}>
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
