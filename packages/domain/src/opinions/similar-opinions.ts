import type { EntityManager } from "typeorm";

/** As many as one page shows, the most similar first. */
export const MOST_SIMILAR = 20;

export interface SimilarOpinions {
  /** How many there are that the reader may read; others are not even counted (promise 3). */
  readonly count: number;
  /** The first of them. */
  readonly matches: readonly { readonly opinionId: string; readonly score: number }[];
}

interface SimilarRow {
  readonly id: string;
  readonly otherId: string;
  readonly score: number;
  readonly count: number;
}

/** The similar opinions of several opinions, among those in the given units. */
export async function findSimilar(
  manager: EntityManager,
  { opinionIds, unitIds }: { opinionIds: readonly string[]; unitIds: ReadonlySet<string> },
): Promise<Map<string, SimilarOpinions>> {
  const rows: SimilarRow[] = await manager.query(
    `SELECT id, other_id AS "otherId", score, count
       FROM (SELECT pair.id, pair.other_id, pair.score, (count(*) OVER of_one)::int AS count, row_number() OVER (PARTITION BY pair.id ORDER BY pair.score DESC, pair.other_id) AS place
               FROM (SELECT opinion_id AS id, earlier_id AS other_id, score FROM opinion_match WHERE opinion_id = ANY($1::uuid[])
                      UNION ALL
                     SELECT earlier_id, opinion_id, score FROM opinion_match WHERE earlier_id = ANY($1::uuid[])) AS pair
               JOIN opinion ON opinion.id = pair.other_id AND opinion.unit_id = ANY($2::uuid[])
             WINDOW of_one AS (PARTITION BY pair.id)) AS numbered
      WHERE place <= ${MOST_SIMILAR} ORDER BY id, place`,
    [opinionIds, [...unitIds]],
  );
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, similar]) => [
      id,
      { count: similar[0]?.count ?? 0, matches: similar.map(({ otherId, score }) => ({ opinionId: otherId, score: Math.round(score * 100) / 100 })) },
    ]),
  );
}
