"use client";
import { Button } from "@langnghe/ui";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { toast } from "sonner";
import type { AnsweredOpinion } from "../article-in-hand.ts";
import { OpinionExcerpt } from "../reading/opinion-excerpt.tsx";
import { OpinionPicker } from "./opinion-picker.tsx";

interface AnswerListProps {
  readonly ids: readonly string[];
  readonly find: (id: string) => AnsweredOpinion | null | undefined;
  /** How many more it answers that the viewer may not read. */
  readonly hiddenCount: number;
  readonly canEdit: boolean;
  readonly canSearch: boolean;
  readonly onAdd: (opinion: AnsweredOpinion) => void;
  readonly onChange: (ids: readonly string[]) => void;
}

const FEW = 5;

/** The opinions this article answers: whoever holds their receipts will find it. */
export function AnswerList({ ids, find, hiddenCount, canEdit, canSearch, onAdd, onChange }: AnswerListProps) {
  const t = useTranslations("articles.answers");
  const words = useTranslations("articles");
  const [isWhole, setWhole] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = isWhole ? ids : ids.slice(0, FEW);
  const remove = (id: string) => {
    onChange(ids.filter((each) => each !== id));
    heading.current?.focus();
    toast(t("removed"), { action: { label: words("undo"), onClick: () => onChange(ids) } });
  };
  return (
    <section aria-labelledby="answers-heading" className="mb-6">
      <h2 ref={heading} id="answers-heading" tabIndex={-1} className="mb-1.5 font-semibold">
        {t("title")} {hiddenCount === 0 && <span className="font-normal text-ink-3">{ids.length}</span>}
      </h2>
      {ids.length === 0 && hiddenCount === 0 && <p className="mb-2 text-sm text-ink-3">{t(canEdit ? "none" : "noneRead")}</p>}
      <ul className="space-y-2">
        {shown.map((id) => (
          <li key={id} className="flex items-start gap-1 rounded-md bg-surface py-2 pr-1 pl-3 shadow-sheet">
            <OpinionExcerpt opinion={find(id)} />
            {canEdit && (
              <Button look="bare" className="px-1.5" aria-label={t("remove")} title={t("remove")} onClick={() => remove(id)}>
                <X size={16} aria-hidden="true" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ids.length > shown.length && (
        <Button look="bare" className="mt-1" onClick={() => setWhole(true)}>
          {t("all", { count: ids.length })}
        </Button>
      )}
      {hiddenCount > 0 && <p className="mt-2 text-sm text-ink-3">{t("hidden")}</p>}
      {canEdit && canSearch && <OpinionPicker taken={ids} onAdd={onAdd} />}
    </section>
  );
}
