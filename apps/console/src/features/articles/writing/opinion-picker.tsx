"use client";
import { Button, inputClass } from "@langnghe/ui";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef } from "react";
import type { AnsweredOpinion } from "../article-in-hand.ts";
import { OpinionExcerpt } from "../reading/opinion-excerpt.tsx";
import { type OpinionSearch, useOpinionSearch } from "./use-opinion-search.ts";

interface OpinionPickerProps {
  readonly taken: readonly string[];
  readonly onAdd: (opinion: AnsweredOpinion) => void;
}

/** Finds opinions by their words and puts them among the answered ones. */
export function OpinionPicker({ taken, onAdd }: OpinionPickerProps) {
  const t = useTranslations("articles.answers");
  const { search, look, clear } = useOpinionSearch();
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (text === "") clear();
    else void look(text);
  };
  return (
    <div className="mt-3">
      <search aria-label={t("search")}>
        <form onSubmit={submit}>
          <label htmlFor="opinion-words" className="mb-1 block text-sm font-medium">
            {t("words")}
          </label>
          <div className="flex gap-1.5">
            <input
              ref={field}
              id="opinion-words"
              type="search"
              autoComplete="off"
              aria-describedby="opinion-words-hint"
              className={inputClass("min-w-0")}
            />
            <Button type="submit" aria-busy={search.kind === "busy"}>
              {t("find")}
            </Button>
          </div>
          <p id="opinion-words-hint" className="mt-1 text-xs text-ink-3">
            {t("hint")}
          </p>
        </form>
      </search>
      <SearchState search={search} />
      {search.kind === "found" && (
        <ul className="mt-2 space-y-1">
          {search.opinions.map((opinion) => (
            <FoundOpinion key={opinion.id} opinion={opinion} isTaken={taken.includes(opinion.id)} onAdd={onAdd} />
          ))}
        </ul>
      )}
    </div>
  );
}

function SearchState({ search }: { readonly search: OpinionSearch }) {
  const t = useTranslations("articles.answers");
  return (
    <p role="status" className="mt-1 text-sm text-ink-2">
      {search.kind === "busy" && t("finding")}
      {search.kind === "failed" && t("findFailed")}
      {search.kind === "found" && t(search.hasMore ? "foundMore" : "found", { count: search.opinions.length })}
    </p>
  );
}

interface FoundOpinionProps {
  readonly opinion: AnsweredOpinion;
  readonly isTaken: boolean;
  readonly onAdd: (opinion: AnsweredOpinion) => void;
}

/** The button stays where it is once it is pressed, so that the keyboard does not lose its place. */
function FoundOpinion({ opinion, isTaken, onAdd }: FoundOpinionProps) {
  const t = useTranslations("articles.answers");
  return (
    <li className="border-t border-line py-2">
      <OpinionExcerpt opinion={opinion} />
      <Button
        look="bare"
        className="mt-1 -ml-2 aria-disabled:cursor-default"
        aria-disabled={isTaken}
        onClick={() => {
          if (!isTaken) onAdd(opinion);
        }}
      >
        {!isTaken && <Plus size={16} strokeWidth={1.75} aria-hidden="true" />}
        {t(isTaken ? "taken" : "add")}
        <span className="sr-only">{opinion.text.slice(0, 80)}</span>
      </Button>
    </li>
  );
}
