import type { Domain } from "@langnghe/domain";
import type { PresenceService } from "@langnghe/domain/claims";
import type { OpinionService } from "@langnghe/domain/opinions";
import type { Asker } from "./caller.ts";
import type { LiveFeed } from "./live/live-feed.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { CountServices } from "./opinions/watch-counts.ts";

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
  readonly caller: Asker;
  readonly loaders: Loaders;
  readonly services: LiveServices & CountServices;
  readonly sessionSlot?: SessionSlot | undefined;
}

export interface Call {
  readonly caller: Asker;
  readonly sessionSlot?: SessionSlot;
  /** A subscription lives on: its loaders remember nothing from event to event. */
  readonly isLongLived: boolean;
}

type Parts = { readonly domain: Domain; readonly live: LiveFeed };

/**
 * A subscription keeps its context for hours, so it holds little: what an operation does not use is not made. No private names:
 * Apollo copies a context by its own properties.
 */
class OperationContext implements Context {
  private madeLoaders: Loaders | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly call: Call,
  ) {}

  get caller(): Asker {
    return this.call.caller;
  }

  get sessionSlot(): SessionSlot | undefined {
    return this.call.sessionSlot;
  }

  get loaders(): Loaders {
    this.madeLoaders ??= createLoaders(this.parts.domain, this.call);
    return this.madeLoaders;
  }

  get services(): LiveServices & CountServices {
    const { domain, live } = this.parts;
    return { opinions: domain.opinions, opinionCounts: domain.opinionCounts, live, presence: domain.presence };
  }
}

export function createContext(parts: Parts, call: Call): Context {
  return new OperationContext(parts, call);
}
