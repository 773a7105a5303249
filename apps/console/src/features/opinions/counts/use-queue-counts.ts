"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useMemo, useState } from "react";
import { graphql } from "@/graphql/generated";
import { useLine } from "@/graphql/line.ts";
import type { CountPlace, QueueQuestion } from "./queue-questions.ts";

const WATCHED_COUNTS = graphql(`
  subscription WatchedCounts($filters: [OpinionFilter!]!) {
    opinionCounts(filters: $filters)
  }
`);

const RESUBSCRIBE_MS = 2_000;

export type Counts = readonly (number | null)[];

/** How many opinions stand at a place of the screen; undefined where nobody counted. */
export type QueueCounts = (place: CountPlace) => number | undefined;

/** The counts of the screen, live: on each connection all of them come anew, so nothing can be missed. */
export function useQueueCounts(questions: readonly QueueQuestion[], firstCounts: Counts | null): QueueCounts {
  const client = useApolloClient();
  const { connection } = useLine();
  const [counts, setCounts] = useState(firstCounts);
  // The page is keyed by its address: other questions are another screen.
  const [filters] = useState(() => questions.map(({ filter }) => filter));
  useEffect(() => {
    if (connection === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    const again = () => {
      stop();
      clearTimeout(timer);
      timer = setTimeout(follow, RESUBSCRIBE_MS);
    };
    const follow = () => {
      const subscription = client.subscribe({ query: WATCHED_COUNTS, variables: { filters }, fetchPolicy: "no-cache" }).subscribe({
        next: ({ data, error }) => (error || !data ? again() : setCounts(data.opinionCounts)),
        error: again,
        complete: again,
      });
      stop = () => subscription.unsubscribe();
    };
    follow();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, connection, filters]);
  return useMemo(() => {
    const known = new Map(questions.map(({ place }, at) => [place, counts?.[at] ?? undefined]));
    return (place) => known.get(place);
  }, [questions, counts]);
}
