import { findPersonalData } from "@langnghe/text";
import type { DataSource, EntityManager } from "typeorm";
import { findableTextOf } from "../redaction.ts";
import { lookUpsOf } from "./fresh.ts";

const BATCH = 200;

/**
 * Redactions for opinions that were stored before there were any. Until then they are covered as they are shown, and no search finds
 * them by words. Each batch is a transaction, rows are locked and skipped, so it may run anywhere, twice, and be cut off at any time.
 */
export async function catchUpRedactions(dataSource: DataSource): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await dataSource.transaction(catchUpBatch);
    total += count;
    if (count < BATCH) return total;
  }
}

async function catchUpBatch(manager: EntityManager): Promise<number> {
  const due: { id: string; text: string }[] = await manager.query(
    `SELECT id, text FROM opinion WHERE redactions IS NULL LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
  );
  const found = due.map(({ id, text }) => ({ id, text, redactions: findPersonalData(text) }));
  const bare = found.filter(({ redactions }) => redactions.length === 0);
  await manager.query("UPDATE opinion SET redactions = '[]' WHERE id = ANY($1::uuid[])", [bare.map(({ id }) => id)]);
  for (const { id, text, redactions } of found.filter((each) => each.redactions.length > 0)) {
    const { folded, textHash, signature } = lookUpsOf(findableTextOf({ receivedText: text, redactions }));
    await manager.query(REDACT, [id, JSON.stringify(redactions), folded, textHash, signature.sketch.toString(), `{${signature.bands.join(",")}}`]);
  }
  return due.length;
}

/** What it was found by held the words under the covers, so all of it is made anew; one that still waits for its bands goes on waiting. */
const REDACT = `
  WITH redacted AS (
    UPDATE opinion SET redactions = $2::jsonb, folded_text = $3, text_hash = $4 WHERE id = $1::uuid
  ), removed AS (
    DELETE FROM opinion_band WHERE opinion_id = $1::uuid
  )
  INSERT INTO opinion_band (opinion_id, sketch, band)
  SELECT $1::uuid, $5::bigint, unnest($6::int[])
   WHERE NOT EXISTS (SELECT FROM opinion_without_bands WHERE opinion_id = $1::uuid)`;
