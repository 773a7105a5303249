import type { OpinionFeedKind, OpinionFilter } from "@/graphql/generated/graphql";
import type { OpinionRow } from "./opinion-row.ts";
import { stillPasses } from "./queue-filter.ts";

/** What happens to an opinion itself; a claim only says who works on it. */
export type OpinionStep = Exclude<OpinionFeedKind, "CLAIMED" | "CLAIM_RELEASED" | "MATCHED">;

/** Why a row is grey: what was decided and by whom. */
export interface Departure {
  readonly kind: OpinionStep;
  /** The colleague's name; null for the viewer's own decision and for workers. */
  readonly by: string | null;
  readonly isOwn: boolean;
}

export interface LiveQueue {
  readonly filter: OpinionFilter;
  readonly viewerId: string;
  readonly rows: readonly OpinionRow[];
  /** Came in since, newest first; shown only when asked for, so that nothing moves under the hand. */
  readonly arrivals: readonly OpinionRow[];
  /** Rows that left the queue and stay, grey, until the person moves on. */
  readonly departures: ReadonlyMap<string, Departure>;
  /** Decided while no page had brought them yet: one that was under way meanwhile must not turn back time. */
  readonly overheard: ReadonlyMap<string, OpinionRow>;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

export interface FeedItem {
  readonly kind: OpinionFeedKind;
  readonly opinion: OpinionRow;
  readonly decidedBy?: { readonly id: string; readonly name: string } | null | undefined;
}

export interface QueuePage {
  readonly rows: readonly OpinionRow[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

export type QueueAction =
  | { readonly type: "happened"; readonly item: FeedItem }
  | { readonly type: "decided"; readonly opinion: OpinionRow; readonly kind: OpinionStep }
  | { readonly type: "claimChanged"; readonly opinion: OpinionRow }
  | { readonly type: "reserved"; readonly opinions: readonly OpinionRow[] }
  | { readonly type: "pageRead"; readonly page: QueuePage }
  | { readonly type: "reread"; readonly page: QueuePage }
  | { readonly type: "revealed" }
  | { readonly type: "movedOn"; readonly to: string | null };

export function openQueue({ filter, viewerId, page }: { filter: OpinionFilter; viewerId: string; page: QueuePage }): LiveQueue {
  return { filter, viewerId, ...page, ...NOTHING_YET };
}

const NOTHING_YET = { arrivals: [], departures: new Map<string, Departure>(), overheard: new Map<string, OpinionRow>() } as const;

/** The queue after something happened. Pure: the same actions in the same order give the same queue. */
export function nextQueue(queue: LiveQueue, action: QueueAction): LiveQueue {
  switch (action.type) {
    case "happened":
      return happen(queue, action.item);
    case "decided":
      return settle(withRow(queue, action.opinion), action.opinion, { kind: action.kind, by: null, isOwn: true });
    case "claimChanged":
      return replaced(queue, action.opinion);
    case "reserved":
      return reserve(queue, action.opinions);
    case "pageRead":
      return withPage(queue, action.page);
    case "reread":
      return { ...queue, ...action.page, ...NOTHING_YET };
    case "revealed":
      return { ...queue, rows: [...queue.arrivals, ...queue.rows], arrivals: [] };
    case "movedOn":
      return moveOn(queue, action.to);
  }
}

function happen(queue: LiveQueue, { kind, opinion, decidedBy }: FeedItem): LiveQueue {
  if (kind === "CLAIMED" || kind === "CLAIM_RELEASED" || kind === "MATCHED") return replaced(queue, opinion);
  if (queue.rows.some(({ id }) => id === opinion.id)) {
    const isOwn = decidedBy?.id === queue.viewerId;
    return settle(queue, opinion, { kind, by: isOwn ? null : (decidedBy?.name ?? null), isOwn });
  }
  const waiting = queue.arrivals.find(({ id }) => id === opinion.id);
  if (waiting && waiting.version > opinion.version) return queue;
  const others = queue.arrivals.filter(({ id }) => id !== opinion.id);
  if (kind === "RECEIVED" || waiting || isWithinRead(queue, opinion)) {
    return { ...overhear(queue, kind, opinion), arrivals: stillPasses(opinion, queue.filter) ? [opinion, ...others] : others };
  }
  return overhear(queue, kind, opinion);
}

/** How many of the arrivals have just come in; the others were brought here by a decision. */
export function newIn({ arrivals }: LiveQueue): number {
  return arrivals.filter(({ version }) => version === 1).length;
}

function overhear(queue: LiveQueue, kind: OpinionFeedKind, opinion: OpinionRow): LiveQueue {
  if (kind === "RECEIVED" || !queue.hasNextPage) return queue;
  const known = queue.overheard.get(opinion.id);
  return known && known.version > opinion.version ? queue : { ...queue, overheard: new Map(queue.overheard).set(opinion.id, opinion) };
}

/** Whether its place in the list is among the pages that were read: a further page will not bring it. */
function isWithinRead({ rows, hasNextPage }: LiveQueue, opinion: OpinionRow): boolean {
  const last = rows.at(-1);
  if (!hasNextPage || !last) return true;
  return opinion.receivedAt > last.receivedAt || (opinion.receivedAt === last.receivedAt && opinion.id > last.id);
}

/** A further page below what is shown. Of each opinion the latest known state counts, wherever it was heard of. */
function withPage(queue: LiveQueue, page: QueuePage): LiveQueue {
  const brought = new Map(page.rows.map((row) => [row.id, row]));
  const heard = new Map([...queue.overheard, ...queue.arrivals.map((row) => [row.id, row] as const)]);
  const shown = new Set(queue.rows.map(({ id }) => id));
  const rows = [
    ...queue.rows.map((row) => latest(row, brought.get(row.id))),
    ...page.rows
      .filter(({ id }) => !shown.has(id))
      .map((row) => latest(row, heard.get(row.id)))
      .filter((row) => stillPasses(row, queue.filter)),
  ];
  const overheard = new Map([...queue.overheard].filter(([id]) => page.hasNextPage && !brought.has(id)));
  return { ...queue, ...page, rows, overheard, arrivals: queue.arrivals.filter(({ id }) => !brought.has(id)) };
}

function latest(row: OpinionRow, other: OpinionRow | undefined): OpinionRow {
  return other && other.version > row.version ? other : row;
}

function unknownIn(rows: readonly OpinionRow[], page: readonly OpinionRow[]): OpinionRow[] {
  const known = new Set(rows.map(({ id }) => id));
  return page.filter(({ id }) => !known.has(id));
}

/** Who works on it, and what is similar to it, shows where it is, shown or waiting; nothing comes, leaves or moves. */
function replaced(queue: LiveQueue, opinion: OpinionRow): LiveQueue {
  const inPlace = (row: OpinionRow) => (row.id === opinion.id && row.version <= opinion.version ? opinion : row);
  return { ...queue, rows: queue.rows.map(inPlace), arrivals: queue.arrivals.map(inPlace) };
}

/** What the viewer reserved stands first, in the order in which it is due. */
function reserve(queue: LiveQueue, opinions: readonly OpinionRow[]): LiveQueue {
  return { ...queue, rows: [...opinions, ...unknownIn(opinions, queue.rows)], arrivals: unknownIn(opinions, queue.arrivals) };
}

/** A row that is shown changes in place; one that no longer belongs here turns grey instead of vanishing. */
function settle(queue: LiveQueue, opinion: OpinionRow, departure: Departure): LiveQueue {
  const known = queue.rows.find(({ id }) => id === opinion.id);
  // A message that was under way longer than the answer to one's own decision must not turn back time.
  if (known && known.version > opinion.version) return queue;
  const departures = new Map(queue.departures);
  if (stillPasses(opinion, queue.filter)) departures.delete(opinion.id);
  else if (!departures.has(opinion.id) || known?.version !== opinion.version) departures.set(opinion.id, departure);
  return { ...queue, departures, rows: queue.rows.map((row) => (row.id === opinion.id ? opinion : row)) };
}

/** What the viewer takes back returns to the list, though it had left it: they want to see it. */
function withRow(queue: LiveQueue, opinion: OpinionRow): LiveQueue {
  if (queue.rows.some(({ id }) => id === opinion.id) || !stillPasses(opinion, queue.filter)) return queue;
  return { ...queue, rows: [opinion, ...queue.rows], arrivals: queue.arrivals.filter(({ id }) => id !== opinion.id) };
}

function moveOn(queue: LiveQueue, to: string | null): LiveQueue {
  if (queue.departures.size === 0) return queue;
  const departures = new Map([...queue.departures].filter(([id]) => id === to));
  return { ...queue, departures, rows: queue.rows.filter(({ id }) => id === to || !queue.departures.has(id)) };
}
