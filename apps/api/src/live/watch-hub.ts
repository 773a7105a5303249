import { setTimeout as pause, setImmediate as yieldTurn } from "node:timers/promises";
import { comparePositions, type EventLog, type EventPosition, type LoggedEvent } from "@langnghe/domain/events";
import { isOpinionEvent, keysOfEvent, type OpinionEvent, type OpinionService } from "@langnghe/domain/opinions";
import pLimit from "p-limit";
import { asOfNow, withoutIdentity } from "../caller.ts";
import { Delivery, type RenderedItem } from "./delivery.ts";
import type { EventTail } from "./event-tail.ts";
import { followLog, readBehind, whenBack } from "./follow-log.ts";
import { permissionScopeOf } from "./permission-scope.ts";
import type { Renderer } from "./renderer.ts";
import { ShowingRecorder } from "./showing-recorder.ts";
import { onlookersOf, WatchGroup } from "./watch-group.ts";
import type { Watcher } from "./watcher.ts";

/** Between two flushes of a busy feed; a quiet one is flushed at once. */
const LONGEST_WINDOW_MS = 5;
/** After so many writes other work gets its turn: a mutation must not wait for a thousand sockets. */
const WRITES_PER_TURN = 250;
const REPLAY_KEPT_MS = 1_000;
/** Of different pages or groups; the rest of the pool is for those who ask over HTTP. */
const REPLAYS_AT_ONCE = 4;
const RETRY_MS = 300;

export interface HubParts {
  readonly log: EventLog;
  readonly tail: EventTail;
  readonly opinions: OpinionService;
  readonly renderer: Renderer;
}

/**
 * Where everybody who watches opinions meets. Phases of a watcher: it enters the group of those who ask the same and may see
 * the same; it catches up, reading the log behind its position; when nothing lies between, it is live, and each flush of the
 * hub writes it what its group is shown. Past and present go through the same reading, matching and rendering.
 */
export class WatchHub {
  readonly #log: EventLog;
  readonly #tail: EventTail;
  readonly #opinions: OpinionService;
  readonly #renderer: Renderer;
  readonly #recorder: ShowingRecorder;
  readonly #stop = new AbortController();
  readonly #groups = new Map<string, Promise<WatchGroup>>();
  readonly #index = new Map<string, Set<WatchGroup>>();
  readonly #lanes = pLimit(REPLAYS_AT_ONCE);
  /** The end of what has been taken up for flushing: who stands behind it has to catch up first. */
  #takenTo: EventPosition;
  /** The end of what has been written to everybody who is live. */
  #doneTo: EventPosition;

  private constructor({ log, tail, opinions, renderer }: HubParts) {
    this.#log = log;
    this.#tail = tail;
    this.#opinions = opinions;
    this.#renderer = renderer;
    this.#recorder = new ShowingRecorder((showings) => whenBack(() => opinions.noteShown(showings), this.#stop.signal));
    this.#takenTo = tail.end;
    this.#doneTo = tail.end;
  }

  /** Runs until it is stopped. `onFailure` hears of what it could not do at the first attempt and tries again. */
  static start(parts: HubParts, onFailure: (error: unknown) => void): WatchHub {
    const hub = new WatchHub(parts);
    void hub.#run(onFailure);
    return hub;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Lets a watcher in; resolves when it is live or has ended. @throws what the domain refuses it with */
  async enter(watcher: Watcher): Promise<void> {
    await this.#place(watcher);
    await this.#catchUp(watcher);
  }

  leave(watcher: Watcher): void {
    const { group } = watcher;
    watcher.group = undefined;
    group?.remove(watcher);
    if (group?.watchers.size === 0) this.#forget(group);
  }

  /** Puts a watcher where its rights of this moment belong; it goes on from where it stands. @throws NotAllowed when none are left */
  async regroup(watcher: Watcher): Promise<void> {
    if (watcher.hasEnded || !watcher.group || watcher.group.key === groupKeyOf(watcher)) return;
    const wasLive = await this.#place(watcher);
    // Who was catching up finds the new group at its next step.
    if (wasLive) void this.#catchUp(watcher).catch((error: unknown) => watcher.end(error));
  }

  /** Everything up to here has been written to the watcher. */
  positionOf({ isLive, position }: Watcher): EventPosition {
    return isLive && comparePositions(this.#doneTo, position) > 0 ? this.#doneTo : position;
  }

  /** Puts a watcher into the group of its rights. Returns whether it was live in another one until now. */
  async #place(watcher: Watcher): Promise<boolean> {
    for (;;) {
      const group = await this.#groupFor(watcher);
      // The rights may have changed while the group was made.
      if (!watcher.hasEnded && group.key === groupKeyOf(watcher)) {
        const wasLive = watcher.isLive;
        watcher.position = this.positionOf(watcher);
        this.leave(watcher);
        this.#admit(watcher, group);
        return wasLive;
      }
      if (group.watchers.size === 0) this.#forget(group);
      if (watcher.hasEnded) return false;
    }
  }

  #groupFor(watcher: Watcher): Promise<WatchGroup> {
    const key = groupKeyOf(watcher);
    const known = this.#groups.get(key);
    if (known) return known;
    const making = this.#makeGroup(key, watcher);
    this.#groups.set(key, making);
    making.catch(() => this.#groups.delete(key));
    return making;
  }

  #admit(watcher: Watcher, group: WatchGroup): void {
    watcher.group = group;
    group.watchers.add(watcher);
    // The last one may have left, and the group with it, while this one waited.
    this.#groups.set(group.key, Promise.resolve(group));
    for (const indexKey of group.indexKeys) setOf(this.#index, indexKey).add(group);
  }

  async #makeGroup(key: string, { operation, filter, caller }: Watcher): Promise<WatchGroup> {
    // As they are in the key: the caller's own may change before the next line is done.
    const asker = asOfNow(caller);
    const scope = await whenBack(() => this.#lanes(() => this.#opinions.feedScope(filter, asker.actor)), this.#stop.signal);
    // Everything in a shared result has to follow from rights alone: a field that asks who is watching fails, loudly.
    return new WatchGroup({ key, operation, scope, asker: operation.isPersonal ? asker : withoutIdentity(asker) });
  }

  #forget(group: WatchGroup): void {
    this.#groups.delete(group.key);
    for (const indexKey of group.indexKeys) {
      const groups = this.#index.get(indexKey);
      groups?.delete(group);
      if (groups?.size === 0) this.#index.delete(indexKey);
    }
  }

  async #catchUp(watcher: Watcher): Promise<void> {
    const { signal } = this.#stop;
    while (watcher.group && !watcher.hasEnded && watcher.outlet.isOpen && !signal.aborted) {
      if (comparePositions(watcher.position, this.#takenTo) >= 0) {
        watcher.group.makeLive(watcher);
        return;
      }
      const { group } = watcher;
      const { events, upTo } = await readBehind(watcher.position, { log: this.#log, tail: this.#tail, signal });
      const delivery = await this.#replayed(group, { events, upTo });
      await this.#recorder.note({ audience: onlookersOf([watcher]), opinionIds: delivery.opinionIds });
      for (const piece of delivery.pieces) {
        await watcher.outlet.roomForReplay();
        // In another group by now: it reads the rest again, with the other eyes.
        if (watcher.group !== group) break;
        piece.writeTo(watcher);
      }
    }
  }

  /** A page as the group is shown it. Those who come back at the same moment, as after a cut, share the work. */
  #replayed(group: WatchGroup, { events, upTo }: { events: readonly LoggedEvent[]; upTo: EventPosition }): Promise<Delivery> {
    const concerning = events.filter(isOpinionEvent).filter((event) => group.mayConcern(event));
    if (concerning.length === 0) return Promise.resolve(new Delivery([], upTo));
    const key = `${positionText(concerning[0]?.position)} ${positionText(upTo)}`;
    const known = group.replays.get(key);
    if (known) return known;
    const rendering = this.#lanes(async () => new Delivery(await this.#render(group, concerning), upTo));
    group.replays.set(key, rendering);
    const forget = () => group.replays.delete(key);
    rendering.then(() => setTimeout(forget, REPLAY_KEPT_MS).unref(), forget);
    return rendering;
  }

  async #render(group: WatchGroup, events: readonly OpinionEvent[]): Promise<readonly RenderedItem[]> {
    const { signal } = this.#stop;
    const entries = await whenBack(() => this.#opinions.readFeed(events), signal);
    const items = entries.filter((entry) => group.shows(entry)).map(({ item }) => item);
    return whenBack(() => this.#renderer.render(group, items), signal);
  }

  /** An error that is not "away", such as a statement that took too long behind a lock, must not leave everybody with a silent line. */
  async #run(onFailure: (error: unknown) => void): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#flushEverything();
      } catch (error) {
        if (signal.aborted) return;
        onFailure(error);
        await pause(RETRY_MS);
      }
    }
  }

  async #flushEverything(): Promise<void> {
    const { signal } = this.#stop;
    let flushedAt = 0;
    let costMs = 0;
    for await (const events of followLog({ log: this.#log, tail: this.#tail, after: this.#doneTo, signal })) {
      const last = events.at(-1);
      if (!last) continue;
      // Said before the first await: from here on nobody becomes live with less than these events.
      if (comparePositions(last.position, this.#takenTo) > 0) this.#takenTo = last.position;
      const startedAt = performance.now();
      await this.#flush(events.filter(isOpinionEvent), last.position);
      this.#doneTo = last.position;
      costMs = performance.now() - startedAt;
      const isBusy = startedAt - flushedAt < LONGEST_WINDOW_MS;
      flushedAt = performance.now();
      if (isBusy) await pause(Math.min(costMs, LONGEST_WINDOW_MS));
    }
  }

  async #flush(events: readonly OpinionEvent[], upTo: EventPosition): Promise<void> {
    const concerned = this.#concerned(events);
    if (concerned.size === 0) return;
    const { signal } = this.#stop;
    const touching = new Set([...concerned.values()].flat());
    const entries = await whenBack(() => this.#opinions.readFeed(events.filter((event) => touching.has(event))), signal);
    const shown = await Promise.all(
      [...concerned].map(async ([group, own]) => {
        const ownEvents = new Set(own);
        const items = entries.filter((entry) => ownEvents.has(entry.event) && group.shows(entry)).map(({ item }) => item);
        const rendered = items.length === 0 ? [] : await whenBack(() => this.#renderer.render(group, items), signal);
        return { group, delivery: new Delivery(rendered, upTo) };
      }),
    );
    await Promise.all(shown.map(({ group, delivery }) => this.#recorder.note({ audience: group.audience, opinionIds: delivery.opinionIds })));
    let writes = 0;
    for (const { group, delivery } of shown) {
      for (const watcher of group.live) {
        delivery.writeTo(watcher);
        writes += 1;
        if (writes % WRITES_PER_TURN === 0) await yieldTurn();
      }
    }
  }

  /** The groups with somebody live that the events may concern, each with its events, found by the index. */
  #concerned(events: readonly OpinionEvent[]): Map<WatchGroup, OpinionEvent[]> {
    const concerned = new Map<WatchGroup, OpinionEvent[]>();
    for (const event of events) {
      const groups = new Set(keysOfEvent(event).flatMap((key) => [...(this.#index.get(key) ?? [])]));
      for (const group of groups) {
        if (!group.mayConcern(event)) continue;
        const own = concerned.get(group);
        if (own) own.push(event);
        else concerned.set(group, [event]);
      }
    }
    return concerned;
  }
}

function groupKeyOf({ operation, caller: { actor, locale } }: Watcher): string {
  const owner = operation.isPersonal && "id" in actor ? actor.id : "everybody";
  return `${permissionScopeOf(actor, locale)} ${owner}\n${operation.key}`;
}

function positionText(position: EventPosition | undefined): string {
  return position ? `${position.transactionId}/${position.id}` : "";
}

function setOf<Key, Value>(map: Map<Key, Set<Value>>, key: Key): Set<Value> {
  const known = map.get(key);
  if (known) return known;
  const fresh = new Set<Value>();
  map.set(key, fresh);
  return fresh;
}
