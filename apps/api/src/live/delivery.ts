import { comparePositions, type EventPosition } from "@langnghe/domain/events";
import type { OpinionFeedItem } from "@langnghe/domain/opinions";
import { toFrames } from "./frame.ts";
import type { Watcher } from "./watcher.ts";

/** An item of the feed as a group's subscribers get it. */
export interface RenderedItem {
  readonly item: OpinionFeedItem;
  /** The shared part of the message, see frame.ts. */
  readonly tail: Buffer;
}

/**
 * What a stretch of the log brings to the watchers of a group. Rendered once; framed once for each operation id, since clients
 * number their operations alike: a thousand consoles share one buffer.
 */
export class Delivery {
  readonly rendered: readonly RenderedItem[];
  /** The end of the stretch. */
  readonly upTo: EventPosition;
  readonly #frames = new Map<string, Buffer>();

  constructor(rendered: readonly RenderedItem[], upTo: EventPosition) {
    this.rendered = rendered;
    this.upTo = upTo;
  }

  get opinionIds(): string[] {
    return [...new Set(this.rendered.map(({ item }) => item.opinion.id))];
  }

  /** Writes what lies behind the watcher's position; who has read ahead on its own misses nothing and gets nothing twice. */
  writeTo(watcher: Watcher): void {
    const { position } = watcher;
    if (comparePositions(position, this.upTo) >= 0) return;
    watcher.position = this.upTo;
    const [first] = this.rendered;
    if (!first) return;
    const isWhole = comparePositions(first.item.position, position) > 0;
    const frames = isWhole ? this.#wholeFor(watcher) : toFrames(watcher.head, this.#tailsBehind(position));
    if (frames.length > 0) watcher.outlet.write(frames);
  }

  #wholeFor({ id, head }: Watcher): Buffer {
    const known = this.#frames.get(id);
    if (known) return known;
    const frames = toFrames(
      head,
      this.rendered.map(({ tail }) => tail),
    );
    this.#frames.set(id, frames);
    return frames;
  }

  #tailsBehind(position: EventPosition): Buffer[] {
    return this.rendered.filter(({ item }) => comparePositions(item.position, position) > 0).map(({ tail }) => tail);
  }
}
