"use client";
import { Button, Dialog } from "@langnghe/ui";
import { useTranslations } from "next-intl";

interface ConfirmDialogProps {
  readonly kind: "reset" | "disable";
  /** Whose account; the dialog is closed without one. */
  readonly name: string | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** What cannot be taken back is said before it is done. */
export function ConfirmDialog({ kind, name = "", onConfirm, onClose }: ConfirmDialogProps) {
  const t = useTranslations(`own.staff.${kind}`);
  return (
    <Dialog isOpen={name !== ""} onClose={onClose} title={t("title", { name })}>
      <p className="p-4 text-ink-2">{t("what")}</p>
      <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
        <Button look="bare" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button look="primary" onClick={onConfirm}>
          {t("confirm")}
        </Button>
      </footer>
    </Dialog>
  );
}
