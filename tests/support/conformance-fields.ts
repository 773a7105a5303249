import { setTimeout as pause } from "node:timers/promises";
import { Arg, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";

/** Must never reach a client. */
export const SECRET = "mat-khau-cua-he-thong";

/** Fields that only a server of the tests has: they throw, are slow, end, or never end. The black-box checks of the protocol ask them. */
@Resolver()
export class ConformanceFields {
  #active = 0;
  #bumps = 0;

  @Query(() => String, { description: "Throws." })
  conformanceBoom(): string {
    throw new Error(`${SECRET} in /srv/node_modules/x.js:1`);
  }

  @Query(() => String, { description: "Takes two seconds." })
  async conformanceSlow(): Promise<string> {
    await pause(2_000);
    return "slow";
  }

  @Mutation(() => Int, { description: "Counts, and does nothing else." })
  conformanceBump(): number {
    this.#bumps += 1;
    return this.#bumps;
  }

  @Query(() => Int, { description: "How often it was counted." })
  conformanceBumps(): number {
    return this.#bumps;
  }

  @Query(() => Int, { description: "How many subscriptions of these fields run." })
  conformanceActive(): number {
    return this.#active;
  }

  @Subscription(() => Int, {
    description: "Counts, every so many milliseconds, to n or for ever.",
    subscribe: ({ args }) => conformanceFields().ticks(args as Ticking),
  })
  conformanceTick(
    @Root() tick: number,
    @Arg("ms", () => Int, { description: "Between two ticks." }) _ms: number,
    @Arg("n", () => Int, { nullable: true, description: "For ever when left out." }) _n: number | null,
  ): number {
    return tick;
  }

  @Subscription(() => Int, { description: "Throws after a value.", subscribe: () => throwing() })
  conformanceThrows(@Root() tick: number): number {
    return tick;
  }

  /** Endless until it is returned, at once also while it waits. */
  ticks({ ms, n }: Ticking): AsyncIterableIterator<number> {
    const stop = new AbortController();
    this.#active += 1;
    let tick = 0;
    const end = async (): Promise<IteratorResult<number>> => {
      if (!stop.signal.aborted) this.#active -= 1;
      stop.abort();
      return { done: true, value: undefined };
    };
    return {
      async next() {
        if (tick === n) return end();
        await pause(ms, undefined, { signal: stop.signal }).catch(() => undefined);
        if (stop.signal.aborted) return { done: true, value: undefined };
        tick += 1;
        return { done: false, value: tick };
      },
      return: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

interface Ticking {
  readonly ms: number;
  readonly n?: number | null;
}

async function* throwing(): AsyncGenerator<number> {
  yield 1;
  throw new Error(`${SECRET} lost`);
}

let current: ConformanceFields | undefined;

/** type-graphql hands a subscription's source no instance, so the one that is served is kept here. */
export function conformanceFields(): ConformanceFields {
  current ??= new ConformanceFields();
  return current;
}
