import { type Shingles, shinglesOfFolded, similarityOf } from "@langnghe/text";
import { takingTurns } from "../../foundation/turns.ts";
import type { NewOpinion } from "./plan-intake.ts";
import type { Candidate, Known } from "./read-known.ts";

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
  readonly shingles: Shingles;
}

/** Which opinions of a flush are similar to earlier ones, in the database or before them in the same flush. Each is compared in full. */
export async function findMatches(opinions: readonly NewOpinion[], { candidates }: Pick<Known, "candidates">): Promise<Match[]> {
  const turn = takingTurns();
  const known = new KnownTexts();
  const neighbours = new Neighbours();
  const matches: Match[] = [];
  for (const opinion of opinions) {
    const others = (candidates.get(opinion.place) ?? []).map((candidate) => known.of(candidate));
    matches.push(...matchesAmong(opinion, [...others, ...neighbours.of(opinion)]));
    neighbours.add(opinion);
    await turn();
  }
  return matches;
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

/** A text that many of a flush are like is cut to pieces once. */
class KnownTexts {
  readonly #texts = new Map<string, Compared>();

  of({ id, unitId, foldedText }: Candidate): Compared {
    const known = this.#texts.get(id) ?? { id, unitId, shingles: shinglesOfFolded(foldedText) };
    this.#texts.set(id, known);
    return known;
  }
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
