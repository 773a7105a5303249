import type { ClientActor, StaffActor } from "@langnghe/domain/foundation";
import { type FeedEntry, type FeedScope, isShown, keysOfScope, type OpinionEvent, touches } from "@langnghe/domain/opinions";
import type { Asker } from "../caller.ts";
import type { Delivery } from "./delivery.ts";
import type { SharedOperation } from "./shared-operation.ts";
import type { Watcher } from "./watcher.ts";

/** Who is named in the audit, each once. */
export type Onlooker = StaffActor | ClientActor;

export function onlookersOf(watchers: Iterable<Watcher>): readonly Onlooker[] {
  const onlookers = new Map<string, Onlooker>();
  for (const { actor } of Array.from(watchers, ({ caller }) => caller))
    if (actor.kind === "staff" || actor.kind === "client") onlookers.set(actor.id, actor);
  return [...onlookers.values()];
}

/** All who ask the same and may see the same. One of them more costs one write, and no query and no execution. */
export class WatchGroup {
  readonly key: string;
  readonly operation: SharedOperation;
  readonly scope: FeedScope;
  /** The rights that everybody in it has. They stay as they are: whoever gets others goes to another group. */
  readonly asker: Asker;
  /** Those who are still catching up, too. */
  readonly watchers = new Set<Watcher>();
  readonly #live = new Set<Watcher>();
  /** Of those who are live, as long as they are the same. */
  #audience: readonly Onlooker[] | undefined;
  readonly indexKeys: readonly string[];
  /** Pages of the past that were rendered a moment ago. */
  readonly replays = new Map<string, Promise<Delivery>>();

  constructor({ key, operation, scope, asker }: Pick<WatchGroup, "key" | "operation" | "scope" | "asker">) {
    this.key = key;
    this.operation = operation;
    this.scope = scope;
    this.asker = asker;
    this.indexKeys = keysOfScope(scope);
  }

  get live(): ReadonlySet<Watcher> {
    return this.#live;
  }

  /** Whom the audit names when all who are live are shown something. */
  get audience(): readonly Onlooker[] {
    this.#audience ??= onlookersOf(this.#live);
    return this.#audience;
  }

  /** From now on each flush writes to it. */
  makeLive(watcher: Watcher): void {
    this.#live.add(watcher);
    this.#audience = undefined;
  }

  remove(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.#live.delete(watcher)) this.#audience = undefined;
  }

  mayConcern(event: OpinionEvent): boolean {
    return touches(event, this.scope);
  }

  shows(entry: FeedEntry): boolean {
    return isShown(entry, this.scope);
  }
}
