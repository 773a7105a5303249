"use client";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { OpinionRow } from "../opinion-row.ts";

/** The words of an opinion, with what is covered as quiet marks that say of what kind it is. */
export function CoveredText({ text, redactions }: Pick<OpinionRow, "text" | "redactions">) {
  const t = useTranslations("covers");
  return (
    <>
      {redactions.map(({ kind, start }, place) => (
        <Fragment key={start}>
          {text.slice(redactions[place - 1]?.end ?? 0, start)}
          <span className="rounded-xs bg-sunken px-1 whitespace-nowrap text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]">
            <span className="sr-only">{t("covered")} </span>
            {t(`kinds.${kind}`)}
          </span>
        </Fragment>
      ))}
      {text.slice(redactions.at(-1)?.end ?? 0)}
    </>
  );
}
