"use client";
import { CombinedGraphQLErrors } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { graphql } from "@/graphql/generated";
import type { OpinionFilter } from "@/graphql/generated/graphql";
import { QUIET_MS, useLine } from "@/graphql/line.ts";
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
  const [queue, dispatch] = useReducer(nextQueue, undefined, () => openQueue({ filter, viewerId, page: toQueuePage(firstPage) }));
  const readPage = useReadPage(filter);
  useFeed({ filter, readPage, dispatch, firstCursor: firstPage.opinions.liveCursor });
  const [isReading, setReading] = useState(false);
  const [hasFailed, setFailed] = useState(false);
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

type ReadPage = (after: string | null) => Promise<{ readonly page: QueuePage; readonly liveCursor: string }>;

function useReadPage(filter: OpinionFilter): ReadPage {
  const client = useApolloClient();
  return useCallback(
    async (after) => {
      const { data } = await client.query({ query: QUEUE_PAGE, variables: { filter, first: 50, after }, fetchPolicy: "network-only" });
      if (!data) throw new Error("the page came without data");
      return { page: toQueuePage(data), liveCursor: data.opinions.liveCursor };
    },
    [client, filter],
  );
}

interface FeedOptions {
  readonly filter: OpinionFilter;
  readonly readPage: ReadPage;
  readonly dispatch: (action: QueueAction) => void;
  readonly firstCursor: string;
}

/** Follows the feed on each connection anew, behind the last item seen: the socket's own retry would ask from the first cursor again. */
function useFeed({ filter, readPage, dispatch, firstCursor }: FeedOptions): void {
  const client = useApolloClient();
  const { connection, hold, release } = useLine();
  const cursor = useRef(firstCursor);
  useEffect(() => {
    if (connection === 0) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let proof: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | undefined;
    const again = () => {
      if (!isOver) timer = setTimeout(follow, RESUBSCRIBE_MS);
    };
    const startAnew = async () => {
      const { page, liveCursor } = await readPage(null);
      cursor.current = liveCursor;
      dispatch({ type: "reread", page });
    };
    const fail = (error: unknown) => {
      clearTimeout(proof);
      // An item that failed does not end its feed, and two of them would tell everything twice.
      stop?.();
      if (!isOver) hold(isForbidden(error) ? "forbidden" : "connecting");
      // Without the new page there is nothing to follow yet; the next attempt is refused again and comes back here.
      if (isCursorRefused(error)) void startAnew().then(again, again);
      else again();
    };
    const follow = () => {
      const feed = client.subscribe({ query: OPINION_FEED, variables: { filter, after: cursor.current }, fetchPolicy: "no-cache" });
      let hasFailed = false;
      // Nothing says that a feed was taken up but its first message, or that no refusal has come for a while.
      proof = setTimeout(release, QUIET_MS);
      const subscription = feed.subscribe({
        next({ data, error }) {
          if (data?.opinionFeed) {
            cursor.current = data.opinionFeed.cursor;
            release();
            dispatch({ type: "happened", item: data.opinionFeed });
          }
          if (error && !hasFailed) {
            hasFailed = true;
            fail(error);
          }
        },
        error: fail,
        complete: () => !hasFailed && again(),
      });
      stop = () => subscription.unsubscribe();
    };
    follow();
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(proof);
      stop?.();
    };
  }, [client, connection, hold, release, filter, readPage, dispatch]);
}

function isCursorRefused(error: unknown): boolean {
  return codesOf(error).some((code) => code.startsWith("CURSOR_"));
}

function isForbidden(error: unknown): boolean {
  return codesOf(error).includes("FORBIDDEN");
}

function codesOf(error: unknown): string[] {
  return CombinedGraphQLErrors.is(error) ? error.errors.map(({ extensions }) => String(extensions?.code)) : [];
}
