import type { OpinionFilter, QueueChoicesQuery } from "@/graphql/generated/graphql";
import { isHotspotQueue, type QueueAddress, toFilter } from "../queue-filter.ts";
import { QUEUES } from "../queues.ts";

/** What is counted, and for which place of the screen. */
export interface QueueQuestion {
  readonly place: CountPlace;
  readonly filter: OpinionFilter;
}

/** A queue of the rail, the list itself, or a choice of one of its filters. */
export type CountPlace = `queue:${string}` | "list" | `${"status" | "urgency" | "topic" | "channel"}:${string}`;

/** So many filters the api counts at once; what comes after them stays without a number. */
const MOST = 50;
const STATUSES = ["RECEIVED", "TRIAGED", "ANSWERED", "SET_ASIDE"] as const;
const URGENCIES = ["HOTSPOT", "URGENT", "SOON", "ROUTINE"] as const;

/**
 * Everything the screen of this address counts. A choice is counted as it would be if it were made, with all other parts of
 * the address as they are. Words and a period cannot be counted, so an address with them asks for the rail alone.
 */
export function questionsOf(address: QueueAddress, choices: Pick<QueueChoicesQuery, "topics" | "channels">): readonly QueueQuestion[] {
  const rail = QUEUES.map(({ word, address: target }) => ask(`queue:${word}`, target));
  if (address.text !== "" || address.period !== "") return rail;
  const narrowed = (place: CountPlace, part: Partial<QueueAddress>) => ask(place, { ...address, ...part });
  return [
    ...rail,
    ask("list", address),
    ...STATUSES.map((status) => narrowed(`status:${status}`, { status })),
    ...(isHotspotQueue(address) ? [] : URGENCIES.map((urgency) => narrowed(`urgency:${urgency}`, { urgency }))),
    ...choices.channels.map(({ code }) => narrowed(`channel:${code}`, { channel: code })),
    ...choices.topics.map(({ id }) => narrowed(`topic:${id}`, { topic: id })),
  ].slice(0, MOST);
}

function ask(place: CountPlace, address: QueueAddress): QueueQuestion {
  // The moment is for periods alone, and there is none.
  return { place, filter: toFilter(address, 0) };
}
