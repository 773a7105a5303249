import type { OpinionFilter, OpinionStatus, Urgency } from "@/graphql/generated/graphql";
import type { OpinionRow } from "./opinion-row.ts";

const STATUSES: readonly OpinionStatus[] = ["RECEIVED", "TRIAGED", "IN_CASE", "ANSWERED", "SET_ASIDE", "WITHDRAWN"];
const URGENCIES: readonly Urgency[] = ["ROUTINE", "SOON", "URGENT", "HOTSPOT"];
export const PERIODS = ["1", "7", "30"] as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The queue as its address says: every part is in the URL, so that a view can be kept and sent to a colleague. */
export interface QueueAddress {
  /** "ALL" shows every status. */
  readonly status: OpinionStatus | "ALL";
  readonly urgency: Urgency | "";
  readonly channel: string;
  readonly unit: string;
  readonly topic: string;
  /** Days back from now; "" is any time. */
  readonly period: string;
  readonly text: string;
}

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export function readAddress(params: SearchParams): QueueAddress {
  const one = (name: string) => {
    const value = params[name];
    return typeof value === "string" ? value.slice(0, 200) : "";
  };
  const status = one("status");
  return {
    status: status === "ALL" ? "ALL" : (STATUSES.find((each) => each === status) ?? "RECEIVED"),
    urgency: URGENCIES.find((each) => each === one("urgency")) ?? "",
    channel: one("channel"),
    unit: one("unit"),
    topic: one("topic"),
    period: PERIODS.find((each) => each === one("period")) ?? "",
    text: one("text"),
  };
}

/** The address of a queue, perhaps with one of its opinions opened; parts that narrow nothing are left out. */
export function writeAddress(address: QueueAddress, openedId: string | null = null): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(address)) if (value !== "" && !(name === "status" && value === "RECEIVED")) params.set(name, value);
  const query = params.toString();
  const path = openedId === null ? "/opinions" : `/opinions/${openedId}`;
  return query === "" ? path : `${path}?${query}`;
}

/** Whether anything but the queue itself narrows the list. A hotspot queue is a queue. */
export function isNarrowed(address: QueueAddress): boolean {
  return writeAddress(address) !== writeAddress(withoutNarrowing(address));
}

/** All that is a hotspot, whatever its status: a queue of its own. */
export function isHotspotQueue({ status, urgency }: QueueAddress): boolean {
  return status === "ALL" && urgency === "HOTSPOT";
}

/** Under which word the queue stands. */
export function queueName(address: QueueAddress): OpinionStatus | "ALL" | "HOTSPOT" {
  return isHotspotQueue(address) ? "HOTSPOT" : address.status;
}

export function withoutNarrowing(address: QueueAddress): QueueAddress {
  const { status } = address;
  return { status, urgency: isHotspotQueue(address) ? "HOTSPOT" : "", channel: "", unit: "", topic: "", period: "", text: "" };
}

export function toFilter(address: QueueAddress, now: number): OpinionFilter {
  const { status, urgency, channel, unit, topic, period, text } = address;
  return {
    ...(status !== "ALL" && { status: [status] }),
    ...(urgency && { urgency: [urgency] }),
    ...(channel && { channel: [channel] }),
    ...(unit && { unitId: unit }),
    ...(topic && { topicId: topic }),
    ...(period && { from: new Date(now - Number(period) * DAY_MS).toISOString() }),
    ...(text && { text }),
  };
}

/** Whether the parts of an opinion that change still pass; the server has seen to the rest. */
export function stillPasses({ status, urgency, topic }: OpinionRow, filter: OpinionFilter): boolean {
  return (
    (!filter.status || filter.status.includes(status)) &&
    (!filter.urgency || filter.urgency.includes(urgency)) &&
    (!filter.topicId || topic?.id === filter.topicId)
  );
}
