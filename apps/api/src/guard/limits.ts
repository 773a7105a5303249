import type { Actor } from "@langnghe/domain/foundation";

/** What one caller may ask for at once. Refused before any resolver runs, on HTTP and on the socket alike. */
export interface Limits {
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Points for one call, see cost.ts. */
  readonly cost: number;
  readonly sockets: number;
  readonly subscriptionsPerSocket: number;
  readonly frameBytes: number;
  readonly mayIntrospect: boolean;
}

const KNOWN = { tokens: 2_000, depth: 12, aliases: 30, rootFields: 20, mayIntrospect: true } as const;
const KB = 1024;

/** The table of limits, by who asks. */
export const LIMITS = {
  anonymous: {
    tokens: 1_000,
    depth: 8,
    aliases: 10,
    rootFields: 5,
    cost: 200,
    sockets: 0,
    subscriptionsPerSocket: 0,
    frameBytes: 16 * KB,
    mayIntrospect: false,
  },
  staff: { ...KNOWN, cost: 5_000, sockets: 10, subscriptionsPerSocket: 100, frameBytes: 256 * KB },
  client: { ...KNOWN, cost: 1_000, sockets: 5, subscriptionsPerSocket: 20, frameBytes: 64 * KB },
} as const satisfies Record<string, Limits>;

/** The largest of them all: what a parser or a socket needs to know before it knows who asks. */
export const LARGEST = { tokens: LIMITS.staff.tokens, frameBytes: LIMITS.staff.frameBytes } as const;

export function limitsOf({ kind }: Pick<Actor, "kind">): Limits {
  return kind === "staff" || kind === "client" ? LIMITS[kind] : LIMITS.anonymous;
}
