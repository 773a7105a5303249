"use client";
import { useQuery } from "@apollo/client/react";
import { useTranslations } from "next-intl";
import { graphql } from "@/graphql/generated";
import { CoveredText } from "./covers/covered-text.tsx";
import type { OpinionRow } from "./opinion-row.ts";

const SIMILAR_OPINIONS = graphql(`
  query SimilarOpinions($id: ID!, $first: Int!) {
    opinion(id: $id) {
      id
      similar(first: $first) {
        score
        opinion {
          id
          text
          redactions {
            kind
            start
            end
          }
          isErased
          unit {
            id
            name
          }
        }
      }
    }
  }
`);

const SHOWN = 10;

/** Opinions with almost the same words, each with how much of the words is the same. Read when the opinion is opened, since every reading is written down. */
export function SimilarOpinions({ opinion }: { readonly opinion: OpinionRow }) {
  const t = useTranslations("opinion");
  const { data, error } = useQuery(SIMILAR_OPINIONS, { variables: { id: opinion.id, first: SHOWN }, fetchPolicy: "no-cache" });
  const similar = data?.opinion?.similar ?? [];
  return (
    <section className="mt-6 max-w-(--measure)">
      <h2 className="text-sm font-medium text-ink-2">{t("similarCount", { count: opinion.similarCount })}</h2>
      {error && <p className="mt-2 text-sm text-ink-3">{t("similarFailed")}</p>}
      <ul className="mt-2 border-t border-line">
        {similar.map(({ score, opinion: other }) => (
          <li key={other.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line py-2 text-sm">
            <a href={`/opinions/${other.id}`} className="line-clamp-2 break-words text-ink-2 hover:underline">
              <CoveredText text={other.text} redactions={other.redactions} />
            </a>
            <span className="text-xs leading-5 whitespace-nowrap text-ink-3">{t("similarScore", { percent: Math.round(score * 100) })}</span>
            <span className="truncate text-xs leading-5 text-ink-3">{other.unit.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
