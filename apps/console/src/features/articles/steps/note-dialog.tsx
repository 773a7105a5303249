"use client";
import { Button, Dialog, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";

export type NoteKind = "return" | "takeBack" | "correct" | "withdraw";

interface NoteDialogProps {
  readonly kind: NoteKind;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  /** Why it did not happen, in the server's words. */
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: (note: string) => void;
}

/** A step that needs a word: the note stands in the history, and in public where the article does. */
export function NoteDialog({ kind, isOpen, isBusy, error, onClose, onConfirm }: NoteDialogProps) {
  const t = useTranslations(`articles.dialogs.${kind}`);
  const both = useTranslations("articles.dialogs");
  const [note, setNote] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(note);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("title")}>
      <form onSubmit={submit}>
        <div className="space-y-3 p-4">
          <p className="text-ink-2">{t("what")}</p>
          {kind === "withdraw" && <p className="font-medium text-hotspot">{both("final")}</p>}
          <Field id={`note-${kind}`} label={t("note")} hint={t("hint")} error={error}>
            {(control) => (
              <textarea
                {...control}
                rows={3}
                value={note}
                onChange={({ target }) => setNote(target.value)}
                className={inputClass("block resize-y [field-sizing:content] min-h-20")}
              />
            )}
          </Field>
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
          <Button look="bare" onClick={onClose}>
            {both("cancel")}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy} aria-busy={isBusy}>
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
