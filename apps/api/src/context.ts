import type { Domain } from "@langnghe/domain";
import type { PresenceService } from "@langnghe/domain/claims";
import type { OpinionService } from "@langnghe/domain/opinions";
import type { Caller } from "./caller.ts";
import type { LiveFeed } from "./live/live-feed.ts";
import { createLoaders, type Loaders } from "./loaders.ts";

/** Where a session's token is put; there is no such place on a socket. */
export interface SessionSlot {
  put(token: string): void;
  clear(): void;
}

/** What a subscription's source needs; type-graphql hands it the context and nothing else. */
export interface LiveServices {
  readonly opinions: OpinionService;
  readonly live: LiveFeed;
  readonly presence: PresenceService;
}

/** What one operation knows. */
export interface Context {
  readonly caller: Caller;
  readonly loaders: Loaders;
  readonly services: LiveServices;
  readonly sessionSlot?: SessionSlot | undefined;
}

export interface Call {
  readonly caller: Caller;
  readonly sessionSlot?: SessionSlot;
  /** A subscription lives on: its loaders remember nothing from event to event. */
  readonly isLongLived: boolean;
}

export function createContext({ domain, live }: { domain: Domain; live: LiveFeed }, { caller, sessionSlot, isLongLived }: Call): Context {
  return {
    caller,
    sessionSlot,
    loaders: createLoaders(domain, { isLongLived }),
    services: { opinions: domain.opinions, live, presence: domain.presence },
  };
}
