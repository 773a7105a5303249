import type { LoggedEvent } from "@langnghe/domain/events";
import { type Actor, isPermittedSomewhere, permittedUnits, requireAllowed } from "@langnghe/domain/foundation";
import type { OpinionCountService, OpinionFilter, OpinionTally } from "@langnghe/domain/opinions";
import type { Asker } from "../caller.ts";
import { cancellable } from "../live/cancellable.ts";
import { whenBack } from "../live/follow-log.ts";
import type { LiveFeed } from "../live/live-feed.ts";

export interface CountServices {
  readonly opinionCounts: OpinionCountService;
  readonly live: LiveFeed;
}

type Counts = OpinionTally["counts"];

interface Watch {
  readonly filters: readonly OpinionFilter[];
  readonly caller: Asker;
}

/** At most so often, however busy it is; a change after a quiet while is told at once. */
const TOLD_EVERY_MS = 300;
/** On a quiet log: rights that have changed show in the counts no later. */
const RECHECK_MS = 3_000;

/**
 * The counts of the caller's units, now and whenever they change. Phases: count once; take on what the log tells behind
 * that moment; count anew when the caller's units have become others.
 * @throws NotAllowed, InvalidInput
 */
export function watchCounts(services: CountServices, { filters, caller }: Watch): AsyncIterableIterator<Counts> {
  requireReader(caller.actor);
  return cancellable(async function* (signal) {
    while (!signal.aborted) {
      const actor = await whenBack(() => caller.refreshed(), signal);
      requireReader(actor);
      const tally = await whenBack(() => services.opinionCounts.recent(filters, actor), signal);
      yield tally.counts;
      yield* whileUnitsStay(services, { tally, caller, signal });
    }
  });
}

async function* whileUnitsStay(
  { opinionCounts, live }: CountServices,
  { tally: first, caller, signal }: { tally: OpinionTally; caller: Asker; signal: AbortSignal },
): AsyncGenerator<Counts> {
  const stop = new AbortController();
  const feed = new TimedFeed(live.follow(first.position, AbortSignal.any([signal, stop.signal])));
  let tally = first;
  let told = { counts: first.counts, at: performance.now() };
  try {
    for (;;) {
      const isTold = isSame(told.counts, tally.counts);
      const events = await feed.next({ withinMs: isTold ? RECHECK_MS : told.at + TOLD_EVERY_MS - performance.now() });
      if (events === OVER) return;
      const before = tally;
      if (events !== NOTHING_YET) tally = await whenBack(() => opinionCounts.advance(before, events), signal);
      if (!hasUnitsOf(await whenBack(() => caller.refreshed(), signal), tally)) return;
      if (isSame(told.counts, tally.counts) || performance.now() < told.at + TOLD_EVERY_MS) continue;
      told = { counts: tally.counts, at: performance.now() };
      yield tally.counts;
    }
  } finally {
    stop.abort();
  }
}

const NOTHING_YET = Symbol("nothing yet");
const OVER = Symbol("over");

/** A feed that can be waited for a while; what comes after that is given to whoever waits next. */
class TimedFeed {
  readonly #source: AsyncGenerator<readonly LoggedEvent[]>;
  #pending: Promise<IteratorResult<readonly LoggedEvent[]>> | undefined;

  constructor(source: AsyncGenerator<readonly LoggedEvent[]>) {
    this.#source = source;
  }

  async next({ withinMs }: { withinMs: number }): Promise<readonly LoggedEvent[] | typeof NOTHING_YET | typeof OVER> {
    this.#pending ??= this.#source.next();
    // Nobody may be waiting any more when the database goes away.
    this.#pending.catch(() => undefined);
    const { promise: elapsed, resolve } = Promise.withResolvers<typeof NOTHING_YET>();
    const timer = setTimeout(() => resolve(NOTHING_YET), Math.max(0, withinMs));
    try {
      const result = await Promise.race([this.#pending, elapsed]);
      if (result === NOTHING_YET) return NOTHING_YET;
      this.#pending = undefined;
      return result.done ? OVER : result.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isSame(a: Counts, b: Counts): boolean {
  return a.every((count, place) => count === b[place]);
}

function hasUnitsOf(actor: Actor, { unitIds }: OpinionTally): boolean {
  const now = permittedUnits(actor, "opinion:read");
  return now.size === unitIds.size && [...now].every((id) => unitIds.has(id));
}

function requireReader(actor: Actor): void {
  requireAllowed(isPermittedSomewhere(actor, "opinion:read"), "opinion:read");
}
