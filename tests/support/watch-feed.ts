import type { Client } from "graphql-ws";
import type { Answer, Credentials, TestApi } from "./api.ts";

export interface FeedItem {
  readonly cursor: string;
  readonly kind: string;
  readonly opinion: { readonly id: string; readonly text: string; readonly status: string };
  readonly decidedBy: { readonly name: string } | null;
}

export interface Ending {
  /** Of the operation: what it was refused with. */
  readonly codes: readonly string[];
  /** Of the socket, when it was closed on us. */
  readonly closeCode: number | undefined;
}

export interface Watcher {
  readonly items: readonly FeedItem[];
  /** Resolves when the feed ends: refused, closed or completed. */
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  stop(): void;
}

export interface Watch {
  readonly filter?: Record<string, unknown>;
  readonly after?: string | undefined;
  readonly onItem?: (item: FeedItem) => void;
}

const FEED = `subscription ($filter: OpinionFilter, $after: EventCursor) {
  opinionFeed(filter: $filter, after: $after) { cursor kind opinion { id text status } decidedBy { name } }
}`;

/** Follows the feed on an open socket. */
export function watchFeed(socket: Client, { filter, after, onItem }: Watch = {}): Watcher {
  const items: FeedItem[] = [];
  const codes: string[] = [];
  let isOver = false;
  const { promise: ended, resolve } = Promise.withResolvers<Ending>();
  const end = (closeCode?: number) => {
    isOver = true;
    resolve({ codes, closeCode });
  };
  const stop = socket.subscribe<{ opinionFeed: FeedItem }>(
    { query: FEED, variables: { filter, after } },
    {
      next({ data, errors }) {
        for (const { extensions } of errors ?? []) codes.push(String(extensions?.code));
        if (!data?.opinionFeed) return;
        items.push(data.opinionFeed);
        onItem?.(data.opinionFeed);
      },
      error(error) {
        if (Array.isArray(error)) codes.push(...error.map(({ extensions }) => String(extensions?.code)));
        end(error && typeof error === "object" && "code" in error ? Number(error.code) : undefined);
      },
      complete: () => end(),
    },
  );
  return { items, ended, hasEnded: () => isOver, stop };
}

/** Where the log ends now, as a page tells it. */
export async function liveCursor(api: TestApi, as: Credentials): Promise<string> {
  const { data }: Answer = await api.ask("{ opinions(first: 1) { liveCursor } }", {}, as);
  return data.opinions.liveCursor;
}
