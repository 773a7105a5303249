import type { DataSource } from "typeorm";
import { findableTextOf, type RedactableText } from "../redaction.ts";
import { lookUpsOf } from "./fresh.ts";

const BATCH = 200;

/**
 * Bands for opinions that were stored before there were any, so that whatever comes in finds them. Each batch is a transaction, rows are locked and skipped, so it may run anywhere, twice, and be cut off at any time.
 */
export async function catchUpBands(dataSource: DataSource): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await dataSource.transaction(async (manager) => {
      const due: ({ id: string } & RedactableText)[] = await manager.query(
        `SELECT opinion_id AS id, opinion.text AS "receivedText", redactions FROM opinion_without_bands JOIN opinion ON opinion.id = opinion_id
          LIMIT ${BATCH} FOR UPDATE OF opinion_without_bands, opinion SKIP LOCKED`,
      );
      const withWords = due.filter(({ receivedText }) => receivedText !== "");
      const signatures = withWords.map((opinion) => lookUpsOf(findableTextOf(opinion)).signature);
      await manager.query(
        `INSERT INTO opinion_band (opinion_id, sketch, band)
         SELECT id, sketch, unnest(bands::int[]) FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS fresh (id, sketch, bands)`,
        [withWords.map(({ id }) => id), signatures.map(({ sketch }) => sketch.toString()), signatures.map(({ bands }) => `{${bands.join(",")}}`)],
      );
      await manager.query("DELETE FROM opinion_without_bands WHERE opinion_id = ANY($1::uuid[])", [due.map(({ id }) => id)]);
      return due.length;
    });
    total += count;
    if (count < BATCH) return total;
  }
}
