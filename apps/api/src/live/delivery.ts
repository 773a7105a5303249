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

/** Clients that number their operations alike share the frames of one id; for ids of their own they would only pile up. */
const MOST_IDS = 8;
/** A piece of a replay; more than that is not written at once to a reader that has yet to take it. */
const PIECE_BYTES = 128 * 1024;

/**
 * What a stretch of the log brings to the watchers of a group. Rendered once; framed once for each operation id, since clients
 * number their operations alike: a thousand consoles share one buffer.
 */
export class Delivery {
  readonly rendered: readonly RenderedItem[];
  /** The end of the stretch. */
  readonly upTo: EventPosition;
  readonly #frames = new Map<string, Buffer>();
  #pieces: readonly Delivery[] | undefined;

  constructor(rendered: readonly RenderedItem[], upTo: EventPosition) {
    this.rendered = rendered;
    this.upTo = upTo;
  }

  get opinionIds(): string[] {
    return [...new Set(this.rendered.map(({ item }) => item.opinion.id))];
  }

  /** The same in portions for one write each, for a replay: they too are shared. */
  get pieces(): readonly Delivery[] {
    this.#pieces ??= this.#cut();
    return this.#pieces;
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

  #cut(): readonly Delivery[] {
    const parts: RenderedItem[][] = [[]];
    let bytes = 0;
    for (const item of this.rendered) {
      bytes += item.tail.length;
      if (bytes > PIECE_BYTES && parts.at(-1)?.length) {
        parts.push([]);
        bytes = item.tail.length;
      }
      parts.at(-1)?.push(item);
    }
    return parts.map((part, index) => new Delivery(part, index + 1 < parts.length ? (part.at(-1)?.item.position ?? this.upTo) : this.upTo));
  }

  #wholeFor({ id, head }: Watcher): Buffer {
    const known = this.#frames.get(id);
    if (known) return known;
    const frames = toFrames(
      head,
      this.rendered.map(({ tail }) => tail),
    );
    if (this.#frames.size < MOST_IDS) this.#frames.set(id, frames);
    return frames;
  }

  #tailsBehind(position: EventPosition): Buffer[] {
    return this.rendered.filter(({ item }) => comparePositions(item.position, position) > 0).map(({ tail }) => tail);
  }
}
