import type { Queryable } from "../foundation/queryable.ts";

const BATCH = 500;

/**
 * Promise 6: erases the words of opinions whose matter ended longer ago than the organization keeps them. The row stays,
 * so that counts stay; text, search form, text hash and the places of redactions go, and cannot be brought back. Returns how many.
 * A matter ends with the last decision on it: an answer, or setting aside. None ends before it was received, which is what is looked through.
 */
export async function eraseOldTexts(database: Queryable, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const [{ count }]: [{ count: number }] = await database.query(
      `WITH erased AS (UPDATE opinion SET text = '', folded_text = '', text_hash = '', redactions = '[]', erased_on = $1::date
        WHERE id IN (
          SELECT opinion.id FROM opinion
           WHERE erased_on IS NULL AND status IN ('ANSWERED', 'SET_ASIDE')
             AND received_at < $1::timestamptz - make_interval(months => (SELECT retention_months FROM organization))
             AND (SELECT max(decided_at) FROM opinion_decision WHERE opinion_id = opinion.id)
                 < $1::timestamptz - make_interval(months => (SELECT retention_months FROM organization))
           LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        RETURNING id)
       -- Whoever knew that these were almost the words of a living text would have them back.
       , bands AS (DELETE FROM opinion_band USING erased WHERE opinion_id = erased.id)
       , matches AS (DELETE FROM opinion_match USING erased WHERE opinion_id = erased.id OR earlier_id = erased.id)
       -- As lists, each side is looked up by its own index; joined, every pair in the log would be read.
       , told AS (DELETE FROM event WHERE name = 'OpinionMatched'
           AND (subject_id = ANY (ARRAY(SELECT id FROM erased)) OR payload ->> 'matchedWithId' = ANY (ARRAY(SELECT id::text FROM erased))))
       SELECT count(*)::int AS count FROM erased`,
      [now],
    );
    total += count;
    if (count < BATCH) return total;
  }
}
