"use client";
import { useApolloClient } from "@apollo/client/react";
import { CombinedGraphQLErrors } from "@apollo/client";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { graphql } from "@/graphql/generated";
import type { OpinionFilter } from "@/graphql/generated/graphql";
import { type LiveQueue, nextQueue, openQueue, type QueueAction, type QueuePage } from "./live-queue.ts";
import { QUEUE_PAGE, type QueuePageData, toQueuePage } from "./queue-page.query.ts";

const OPINION_FEED = graphql(`
  subscription OpinionFeed($filter: OpinionFilter, $after: EventCursor) {
    opinionFeed(filter: $filter, after: $after) {
      cursor
      kind
      decidedBy {
        id
        name
      }
      opinion {
        ...OpinionRow
      }
    }
  }
`);

const RESUBSCRIBE_MS = 2_000;

export interface LiveQueueHandle {
  readonly queue: LiveQueue;
  readonly dispatch: (action: QueueAction) => void;
  readonly readMore: () => Promise<void>;
  readonly isReading: boolean;
  /** The last attempt to read more failed. */
  readonly hasFailed: boolean;
}

interface LiveQueueOptions {
  readonly filter: OpinionFilter;
  readonly viewerId: string;
  readonly firstPage: QueuePageData;
}

/**
 * The queue, kept true by the feed. Phases: the page comes with a live cursor; the feed replays from there and goes on;
 * after a break it resumes behind the last item seen. A cursor the server no longer knows makes the page be read anew.
 */
export function useLiveQueue({ filter, viewerId, firstPage }: LiveQueueOptions): LiveQueueHandle {
  const client = useApolloClient();
  const [queue, dispatch] = useReducer(nextQueue, undefined, () => openQueue({ filter, viewerId, page: toQueuePage(firstPage) }));
  const [isReading, setReading] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const cursor = useRef(firstPage.opinions.liveCursor);

  const readPage = useCallback(
    async (after: string | null): Promise<{ page: QueuePage; liveCursor: string }> => {
      const { data } = await client.query({ query: QUEUE_PAGE, variables: { filter, first: 50, after }, fetchPolicy: "network-only" });
      if (!data) throw new Error("the page came without data");
      return { page: toQueuePage(data), liveCursor: data.opinions.liveCursor };
    },
    [client, filter],
  );

  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | undefined;
    const again = () => {
      if (!isOver) timer = setTimeout(follow, RESUBSCRIBE_MS);
    };
    const follow = () => {
      const feed = client.subscribe({ query: OPINION_FEED, variables: { filter, after: cursor.current }, fetchPolicy: "no-cache" });
      const subscription = feed.subscribe({
        async next({ data, error }) {
          if (data?.opinionFeed) {
            cursor.current = data.opinionFeed.cursor;
            dispatch({ type: "happened", item: data.opinionFeed });
          }
          if (error && isCursorRefused(error)) {
            const fresh = await readPage(null);
            cursor.current = fresh.liveCursor;
            dispatch({ type: "reread", page: fresh.page });
          }
        },
        error: again,
        complete: again,
      });
      stop = () => subscription.unsubscribe();
    };
    follow();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [client, filter, readPage]);

  const readMore = useCallback(async () => {
    if (isReading || !queue.hasNextPage) return;
    setReading(true);
    setFailed(false);
    try {
      const { page } = await readPage(queue.endCursor);
      dispatch({ type: "pageRead", page });
    } catch {
      setFailed(true);
    } finally {
      setReading(false);
    }
  }, [isReading, queue.endCursor, queue.hasNextPage, readPage]);

  return { queue, dispatch, readMore, isReading, hasFailed };
}

function isCursorRefused(error: unknown): boolean {
  return CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => String(extensions?.code).startsWith("CURSOR_"));
}
