import { type FeedEntry, type FeedScope, isShown, keysOfScope, type OpinionEvent, type OpinionFeedItem, touches } from "@langnghe/domain/opinions";
import type { Asker } from "../caller.ts";
import type { SharedOperation } from "./shared-operation.ts";
import type { Watcher } from "./watcher.ts";

/** An item of the feed as the group's subscribers get it. */
export interface RenderedItem {
  readonly item: OpinionFeedItem;
  /** The shared part of the message, see frame.ts. */
  readonly tail: Buffer;
}

/** All who ask the same and may see the same. One of them more costs one write, and no query and no execution. */
export class WatchGroup {
  readonly key: string;
  readonly operation: SharedOperation;
  readonly scope: FeedScope;
  /** Somebody of the group; their rights, and nothing else of them, are everybody's in it. */
  readonly caller: Asker;
  /** Those who are still catching up, too. */
  readonly watchers = new Set<Watcher>();
  readonly indexKeys: readonly string[];
  /** Pages of the past that were rendered a moment ago. */
  readonly replays = new Map<string, Promise<readonly RenderedItem[]>>();

  constructor({ key, operation, scope, caller }: Pick<WatchGroup, "key" | "operation" | "scope" | "caller">) {
    this.key = key;
    this.operation = operation;
    this.scope = scope;
    this.caller = caller;
    this.indexKeys = keysOfScope(scope);
  }

  mayConcern(event: OpinionEvent): boolean {
    return touches(event, this.scope);
  }

  shows(entry: FeedEntry): boolean {
    return isShown(entry, this.scope);
  }
}
