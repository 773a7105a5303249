"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { ANSWERED } from "../article.query.ts";
import type { AnsweredOpinion, ArticleInHand } from "../article-in-hand.ts";

export interface AnsweredOpinions {
  /** Null when it cannot be read, undefined while it is read. */
  readonly find: (id: string) => AnsweredOpinion | null | undefined;
  readonly remember: (opinion: AnsweredOpinion) => void;
}

/** The texts behind the ids of a form: most come with the article; those of a draft from this machine are read again. */
export function useAnsweredOpinions(ids: readonly string[], article: ArticleInHand | null, first: AnsweredOpinion | null): AnsweredOpinions {
  const client = useApolloClient();
  const [known, setKnown] = useState<ReadonlyMap<string, AnsweredOpinion | null>>(() => new Map(first ? [[first.id, first]] : []));
  const find = (id: string) => article?.answers.find((opinion) => opinion.id === id) ?? known.get(id);
  const missing = ids.filter((id) => find(id) === undefined).join(" ");
  useEffect(() => {
    for (const id of missing.split(" ").filter((each) => each !== "")) {
      const learn = (opinion: AnsweredOpinion | null) => setKnown((before) => new Map(before).set(id, opinion));
      client
        .query({ query: ANSWERED, variables: { id }, fetchPolicy: "no-cache" })
        .then(({ data }) => learn(data?.opinion ?? null))
        .catch(() => learn(null));
    }
  }, [client, missing]);
  return { find, remember: (opinion) => setKnown((before) => new Map(before).set(opinion.id, opinion)) };
}
