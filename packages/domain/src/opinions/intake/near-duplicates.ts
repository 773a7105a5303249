import { shinglesOfFolded, similarityOf } from "@langnghe/text";
import type { NewOpinion } from "./plan-intake.ts";
import type { Candidate } from "./read-known.ts";

/**
 * From this share of common pieces on, two texts are called similar. See ADR 0018 in docs/adr: of pairs typed and written
 * properly it finds more than nine in ten, and of pairs picked at random fewer than three in a thousand pass.
 */
export const SIMILAR_FROM = 0.4;
/** Pairs noted for one opinion as it comes in, the most similar ones: a flood of one text stays linear. */
export const MOST_MATCHES = 8;
/** Texts of one flush that share a band and are compared with one another. */
const MOST_NEIGHBOURS = 8;

export interface Match {
  readonly opinionId: string;
  readonly unitId: string;
  readonly earlierId: string;
  readonly earlierUnitId: string;
  /** 0 to 1, in hundredths. */
  readonly score: number;
}

interface Compared {
  readonly id: string;
  readonly unitId: string;
  readonly shingles: ReadonlySet<number>;
}

/** Which opinions of a flush are similar to earlier ones, in the database or before them in the same flush. Each is compared in full. */
export function findMatches(opinions: readonly NewOpinion[], candidatesOf: (opinion: NewOpinion) => readonly Candidate[]): Match[] {
  const neighbours = new Neighbours();
  return opinions.flatMap((opinion) => {
    const known = candidatesOf(opinion).map(({ id, unitId, foldedText }) => ({ id, unitId, shingles: shinglesOfFolded(foldedText) }));
    const matches = matchesAmong(opinion, [...known, ...neighbours.of(opinion)]);
    neighbours.add(opinion);
    return matches;
  });
}

function matchesAmong({ id, fresh }: NewOpinion, others: readonly Compared[]): Match[] {
  return others
    .map((other) => ({
      opinionId: id,
      unitId: fresh.item.unitId,
      earlierId: other.id,
      earlierUnitId: other.unitId,
      score: Math.round(similarityOf(fresh.shingles, other.shingles) * 100) / 100,
    }))
    .filter(({ score }) => score >= SIMILAR_FROM)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_MATCHES);
}

/** The opinions of this flush by band, since the database does not know them yet. */
class Neighbours {
  readonly #byBand = new Map<number, Compared[]>();

  of({ fresh }: NewOpinion): Compared[] {
    return [...new Set(fresh.signature.bands.flatMap((band) => this.#byBand.get(band) ?? []))].slice(0, MOST_NEIGHBOURS);
  }

  add({ id, fresh }: NewOpinion): void {
    const neighbour = { id, unitId: fresh.item.unitId, shingles: fresh.shingles };
    for (const band of fresh.signature.bands) {
      const neighbours = this.#byBand.get(band);
      if (!neighbours) this.#byBand.set(band, [neighbour]);
      else if (neighbours.length < MOST_NEIGHBOURS) neighbours.push(neighbour);
    }
  }
}
