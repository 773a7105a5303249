import type { Queryable } from "../foundation/queryable.ts";

const BATCH = 500;

/** Opinions whose matter ended longer ago than what became of it is kept; $1 is now. A matter ends with the last decision on it. */
const DUE = `
  SELECT opinion.id FROM opinion
    JOIN (SELECT outcome, coalesce(retention_rule.months, organization.retention_months) AS months
            FROM organization CROSS JOIN unnest(ARRAY['ANSWERED', 'SPAM', 'OFF_TOPIC', 'DUPLICATE', 'ABUSIVE', 'TEST']) AS outcome
            LEFT JOIN retention_rule USING (outcome)) AS kept
      ON kept.outcome = CASE status WHEN 'SET_ASIDE' THEN set_aside_reason ELSE status END
   WHERE erased_on IS NULL AND status IN ('ANSWERED', 'SET_ASIDE')
     -- None ends before it was received, which is what is looked through.
     AND received_at < $1::timestamptz - make_interval(months => kept.months)
     AND (SELECT max(decided_at) FROM opinion_decision WHERE opinion_id = opinion.id) < $1::timestamptz - make_interval(months => kept.months)
   LIMIT ${BATCH} FOR UPDATE OF opinion SKIP LOCKED`;

/**
 * Promise 6: erases the words of opinions whose matter ended longer ago than the organization keeps them. The row stays,
 * so that counts stay; text, search form, text hash and the places of redactions go, and cannot be brought back. Returns how many.
 */
export async function eraseOldTexts(database: Queryable, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await erase(database, DUE, [now]);
    total += count;
    if (count < BATCH) return total;
  }
}

/** Erases the words of one opinion now. */
export async function eraseText(database: Queryable, { opinionId, now }: { opinionId: string; now: Date }): Promise<void> {
  await erase(database, "SELECT id FROM opinion WHERE id = $2 AND erased_on IS NULL", [now, opinionId]);
}

/** @param due a statement that gives ids of opinions; $1 is now */
async function erase(database: Queryable, due: string, values: unknown[]): Promise<number> {
  const [{ count }]: [{ count: number }] = await database.query(
    `WITH erased AS (UPDATE opinion SET text = '', folded_text = '', text_hash = '', redactions = '[]', erased_on = $1::date WHERE id IN (${due}) RETURNING id)
     -- Whoever knew that these were almost the words of a living text would have them back.
     , bands AS (DELETE FROM opinion_band USING erased WHERE opinion_id = erased.id)
     , matches AS (DELETE FROM opinion_match USING erased WHERE opinion_id = erased.id OR earlier_id = erased.id)
     -- As lists, each side is looked up by its own index; joined, every pair in the log would be read.
     , told AS (DELETE FROM event WHERE name = 'OpinionMatched'
         AND (subject_id = ANY (ARRAY(SELECT id FROM erased)) OR payload ->> 'matchedWithId' = ANY (ARRAY(SELECT id::text FROM erased))))
     SELECT count(*)::int AS count FROM erased`,
    values,
  );
  return count;
}
