"use client";
import { Button } from "@langnghe/ui";
import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useState } from "react";
import type { OpinionRow } from "../opinion-row.ts";
import { CoveredText } from "./covered-text.tsx";
import { RevealDialog } from "./reveal-dialog.tsx";
import type { Revealed } from "./use-reveal.ts";

/**
 * The words of the opinion that is read. What is covered can be revealed with a reason; it stands in this component alone and is gone
 * with it, as soon as the opinion is left.
 */
export function OpinionWords({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("covers");
  const [revealed, setRevealed] = useState<Revealed>();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <div className="mt-3 max-w-(--measure) text-lg break-words whitespace-pre-line">
        {revealed ? <RevealedText revealed={revealed} /> : <CoveredText text={opinion.text} redactions={opinion.redactions} />}
      </div>
      {(revealed || opinion.viewerCanReveal) && (
        <p className="mt-3 flex max-w-(--measure) flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          {/* One button for both ways, so that the focus stays on it. */}
          <Button look="bare" className="-ml-2" onClick={() => (revealed ? setRevealed(undefined) : setIsAsking(true))}>
            {revealed ? <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" /> : <Eye size={16} strokeWidth={1.75} aria-hidden="true" />}
            {t(revealed ? "coverAgain" : "reveal")}
          </Button>
          <span role="status">{revealed && t("shown")}</span>
        </p>
      )}
      <RevealDialog
        opinionId={opinion.id}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onRevealed={(words) => {
          setIsAsking(false);
          setRevealed(words);
        }}
      />
    </>
  );
}

function RevealedText({ revealed: { text, redactions } }: { readonly revealed: Revealed }) {
  return (
    <>
      {redactions.map(({ start, end }, place) => (
        <Fragment key={start}>
          {text.slice(redactions[place - 1]?.end ?? 0, start)}
          <mark className="rounded-xs bg-context-soft px-0.5 text-ink">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(redactions.at(-1)?.end ?? 0)}
    </>
  );
}
