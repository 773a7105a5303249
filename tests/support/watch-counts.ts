import type { Client } from "graphql-ws";

export type Counts = readonly (number | null)[];

export interface CountsWatcher {
  /** Every message so far, oldest first. */
  readonly told: readonly Counts[];
  /** When each came, in milliseconds of a clock that only runs forward. */
  readonly toldAt: readonly number[];
  /** Resolves with the codes of what it was refused with. */
  readonly ended: Promise<readonly string[]>;
  hasEnded(): boolean;
  stop(): void;
}

/** Follows the counts of some filters on an open socket. */
export function watchCounts(socket: Client, filters: readonly Record<string, unknown>[]): CountsWatcher {
  const told: Counts[] = [];
  const toldAt: number[] = [];
  const codes: string[] = [];
  let isOver = false;
  const { promise: ended, resolve } = Promise.withResolvers<readonly string[]>();
  const end = () => {
    isOver = true;
    resolve(codes);
  };
  const stop = socket.subscribe<{ opinionCounts: Counts }>(
    { query: "subscription ($filters: [OpinionFilter!]!) { opinionCounts(filters: $filters) }", variables: { filters } },
    {
      next({ data, errors }) {
        for (const { extensions } of errors ?? []) codes.push(String(extensions?.code));
        if (!data?.opinionCounts) return;
        told.push(data.opinionCounts);
        toldAt.push(performance.now());
      },
      error(error) {
        if (Array.isArray(error)) codes.push(...error.map(({ extensions }) => String(extensions?.code)));
        end();
      },
      complete: end,
    },
  );
  return { told, toldAt, ended, hasEnded: () => isOver, stop };
}
