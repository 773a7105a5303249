import type { Showing } from "@langnghe/domain/access";

/**
 * Notes in the audit what watchers are shown, before they are shown it. Calls that come while one statement is under way
 * share the next one, and watchers who are shown the same become one audience: ten thousand who come back after a cut
 * cost a handful of statements.
 */
export class ShowingRecorder {
  readonly #record: (showings: readonly Showing[]) => Promise<void>;
  #waiting: Showing[] = [];
  #next: Promise<void> | undefined;
  #current: Promise<void> = Promise.resolve();

  constructor(record: (showings: readonly Showing[]) => Promise<void>) {
    this.#record = record;
  }

  /** Resolves when it stands in the audit. */
  note(showing: Showing): Promise<void> {
    if (showing.opinionIds.length === 0 || showing.audience.length === 0) return Promise.resolve();
    this.#waiting.push(showing);
    this.#next ??= this.#current.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    const showings = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    const recording = this.#record(mergeAudiences(showings));
    this.#current = recording.catch(() => undefined);
    return recording;
  }
}

function mergeAudiences(showings: readonly Showing[]): Showing[] {
  const alike = Map.groupBy(showings, ({ opinionIds }) => opinionIds.join());
  return [...alike.values()].map((group) => ({ opinionIds: group[0]?.opinionIds ?? [], audience: group.flatMap(({ audience }) => audience) }));
}
