import { type Actor, permittedUnits } from "../../foundation/actor.ts";
import type { OpinionFilter } from "../opinion.queries.ts";
import type { OpinionTally } from "./opinion-count.service.ts";

const FRESH_MS = 2_000;

/**
 * Tallies that were counted a moment ago, by units and filters. Whoever follows the log can begin with one of them, since it is
 * taken on from its own moment: when a thousand screens come back at once, one question is asked for all that are alike.
 */
export class RecentTallies {
  readonly #tallies = new Map<string, { readonly tally: Promise<OpinionTally>; readonly at: number }>();

  take(filters: readonly OpinionFilter[], actor: Actor, count: () => Promise<OpinionTally>): Promise<OpinionTally> {
    const key = JSON.stringify([filters, [...permittedUnits(actor, "opinion:read")].toSorted()]);
    const now = performance.now();
    for (const [old, { at }] of this.#tallies) if (now - at > FRESH_MS) this.#tallies.delete(old);
    const known = this.#tallies.get(key);
    if (known) return known.tally;
    const tally = count();
    this.#tallies.set(key, { tally, at: now });
    // What failed is not handed on.
    tally.catch(() => this.#tallies.delete(key));
    return tally;
  }
}
