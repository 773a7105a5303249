import type { EventPosition } from "@langnghe/domain/events";
import type { OpinionFilter } from "@langnghe/domain/opinions";
import type { ExecutionResult } from "graphql";
import type { Caller } from "../caller.ts";
import { messageHead } from "./frame.ts";
import type { Outlet } from "./outlet.ts";
import type { SharedOperation } from "./shared-operation.ts";
import type { WatchGroup } from "./watch-group.ts";

export type NewWatcher = Pick<Watcher, "id" | "operation" | "filter" | "caller" | "outlet" | "position">;

/** One subscriber of one operation on one socket. */
export class Watcher {
  /** The operation's id, as the client chose it. */
  readonly id: string;
  readonly operation: SharedOperation;
  readonly filter: OpinionFilter;
  readonly caller: Caller;
  readonly outlet: Outlet;
  readonly head: Buffer;
  /** Everything up to here has been written to the socket, or is none of this watcher's. */
  position: EventPosition;
  /** Undefined before the first step and after the end. */
  group: WatchGroup | undefined;
  readonly #end = Promise.withResolvers<unknown>();
  #hasEnded = false;

  constructor({ id, operation, filter, caller, outlet, position }: NewWatcher) {
    this.id = id;
    this.operation = operation;
    this.filter = filter;
    this.caller = caller;
    this.outlet = outlet;
    this.head = messageHead(id);
    this.position = position;
  }

  /** False while it catches up with the past. */
  get isLive(): boolean {
    return this.group?.live.has(this) ?? false;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Resolves when the watcher ends: with an error, or with undefined when it simply left. */
  get ended(): Promise<unknown> {
    return this.#end.promise;
  }

  end(error?: unknown): void {
    this.#hasEnded = true;
    this.#end.resolve(error);
  }
}

/**
 * What the protocol's library iterates: it never yields a value of its own, since the hub writes to the socket itself.
 * It begins when it is first asked, says an error as a last result, and ends as soon as it is returned.
 */
export function iteratorOf(
  watcher: Watcher,
  { begin, leave, toResult }: { begin: () => Promise<void>; leave: () => void; toResult: (error: unknown) => ExecutionResult },
): AsyncIterableIterator<ExecutionResult> {
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    watcher.end();
    leave();
    return { done: true, value: undefined };
  };
  let hasBegun = false;
  return {
    async next() {
      if (hasBegun) return end();
      hasBegun = true;
      begin().catch((error: unknown) => watcher.end(error));
      const error = await watcher.ended;
      return error === undefined ? end() : { done: false, value: toResult(error) };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
