import type { Domain } from "@langnghe/domain";
import type { Doorstep, SignedIn, StepUpService } from "@langnghe/domain/access";
import type { PresenceService } from "@langnghe/domain/claims";
import type { OpinionService } from "@langnghe/domain/opinions";
import type { Asker } from "./caller.ts";
import type { LiveFeed } from "./live/live-feed.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { CountServices } from "./opinions/watch-counts.ts";

/** Where a session's token is put; there is no such place on a socket. */
export interface SessionSlot {
  /** Where the caller signs in from. */
  readonly doorstep: Doorstep;
  /** With the token by which the browser is known next time, when it got one. */
  put(signedIn: Pick<SignedIn, "token"> & { readonly browserToken?: string }): void;
  clear(): void;
}

/** What a subscription's source needs; type-graphql hands it the context and nothing else. */
export interface LiveServices {
  readonly opinions: OpinionService;
  readonly live: LiveFeed;
  readonly presence: PresenceService;
}

/** What the guards ask. */
export interface GuardServices {
  readonly stepUp: StepUpService;
}

/** What one operation knows. */
export interface Context {
  readonly caller: Asker;
  readonly loaders: Loaders;
  readonly services: LiveServices & CountServices & GuardServices;
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

  get services(): LiveServices & CountServices & GuardServices {
    const { domain, live } = this.parts;
    return { opinions: domain.opinions, opinionCounts: domain.opinionCounts, live, presence: domain.presence, stepUp: domain.stepUp };
  }
}

export function createContext(parts: Parts, call: Call): Context {
  return new OperationContext(parts, call);
}
