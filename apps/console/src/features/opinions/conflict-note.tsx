"use client";
import { Button } from "@langnghe/ui";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DecisionConflict } from "./use-decisions.ts";
import { useWhen } from "./use-when.ts";

interface ConflictNoteProps {
  readonly conflict: DecisionConflict;
  readonly onRead: () => void;
}

/** Somebody was first: who, when and how it stands now. One's own choice was not recorded; the same bar below decides again. */
export function ConflictNote({ conflict: { by, at, message }, onRead }: ConflictNoteProps) {
  const t = useTranslations("decisions");
  const when = useWhen();
  return (
    <div role="alert" className="flex items-start gap-2.5 border-t border-line bg-soon-soft px-4 py-2.5 text-sm text-soon">
      <Users size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>
        {by && at && <b>{t("conflictWho", { name: by, moment: when.exact(at) })} </b>}
        {message}
      </span>
      <Button className="ml-auto shrink-0" onClick={onRead}>
        {t("conflictRead")}
      </Button>
    </div>
  );
}
