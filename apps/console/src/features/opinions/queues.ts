import type { QueueAddress } from "./queue-filter.ts";

const EVERYTHING: QueueAddress = { status: "ALL", urgency: "", channel: "", unit: "", topic: "", period: "", text: "" };

/** The queues of the rail, from the first to look at to everything. */
export const QUEUES = [
  { word: "received", address: { ...EVERYTHING, status: "RECEIVED" } },
  { word: "triaged", address: { ...EVERYTHING, status: "TRIAGED" } },
  { word: "hotspot", address: { ...EVERYTHING, urgency: "HOTSPOT" } },
  { word: "answered", address: { ...EVERYTHING, status: "ANSWERED" } },
  { word: "setAside", address: { ...EVERYTHING, status: "SET_ASIDE" } },
  { word: "all", address: EVERYTHING },
] as const satisfies readonly { readonly word: string; readonly address: QueueAddress }[];
