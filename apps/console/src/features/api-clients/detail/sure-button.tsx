"use client";
import { Button, Dialog } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ClientOutcome } from "../client-outcome.ts";
import { useAct } from "../use-act.ts";

interface SureButtonProps {
  readonly act: "revokeKey" | "revokeClient";
  readonly word: string;
  /** What it is called for who does not see what stands beside it. */
  readonly label?: string;
  readonly work: () => Promise<ClientOutcome>;
}

/** For what cannot be undone: says what will happen, and asks. */
export function SureButton({ act: name, word, label, work }: SureButtonProps) {
  const t = useTranslations("clients");
  const [isOpen, setOpen] = useState(false);
  const act = useAct();
  const close = () => {
    setOpen(false);
    act.forget();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={label}>
        {word}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={t(`${name}.title`)}>
        <div className="space-y-3 p-4">
          <p className="text-ink-2">{t(`${name}.what`)}</p>
          {act.problem && (
            <p role="alert" className="font-semibold text-hotspot">
              {act.problem}
            </p>
          )}
        </div>
        <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
          <Button look="bare" onClick={close}>
            {t("form.cancel")}
          </Button>
          <Button
            look="primary"
            disabled={act.isBusy}
            aria-busy={act.isBusy}
            onClick={async () => {
              if (await act.run(work)) setOpen(false);
            }}
          >
            {t(`${name}.confirm`)}
          </Button>
        </footer>
      </Dialog>
    </>
  );
}
