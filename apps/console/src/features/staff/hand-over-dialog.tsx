"use client";
import { Button, Dialog, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { toast } from "sonner";
import type { Act } from "@/features/account/use-act.ts";
import { HAND_OVER } from "./staff.documents.ts";
import type { Account } from "./staff-list.tsx";

interface HandOverDialogProps {
  readonly act: Act;
  /** Who leaves; the dialog is closed without one. */
  readonly leaver: Account | undefined;
  readonly accounts: readonly Account[];
  readonly onClose: () => void;
}

/** Somebody leaves: what ends is said, and who goes on with their work is chosen. */
export function HandOverDialog({ act, leaver, accounts, onClose }: HandOverDialogProps) {
  const t = useTranslations("own.staff.handOver");
  const heirs = accounts.filter(({ id, isDisabled }) => !isDisabled && id !== leaver?.id);
  const handOver = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!leaver) return;
    const heirId = String(new FormData(event.currentTarget).get("heir"));
    onClose();
    const done = await act.run(HAND_OVER, { input: { staffId: leaver.id, heirId } });
    if (!done) return;
    const { workCount, grantCount, keyCount } = done.handOverStaff;
    toast(t("done", { workCount, grantCount, keyCount }));
  };
  return (
    <Dialog isOpen={leaver !== undefined} onClose={onClose} title={t("title", { name: leaver?.name ?? "" })}>
      <form onSubmit={handOver}>
        <div className="space-y-3 p-4">
          <p className="text-ink-2">{t("what")}</p>
          <Field id="heir" label={t("heir")}>
            {(control) => (
              <select {...control} name="heir" required className={inputClass()}>
                {heirs.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
          <Button look="bare" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" look="primary">
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
