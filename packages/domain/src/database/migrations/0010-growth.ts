import type { MigrationInterface, QueryRunner } from "typeorm";

/** What stays quick when there are millions of opinions: each of these was measured as growing with them (docs/scaling.md). */
export class Growth0010 implements MigrationInterface {
  readonly name = "Growth1700000000010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A look-up of near-duplicates reads sketches of up to 32 rows in each of 16 bands; out of the table each is a page of its own.
      DROP INDEX opinion_band_lookup;
      CREATE INDEX opinion_band_lookup ON opinion_band (band) INCLUDE (sketch, opinion_id);
      -- An index answers for a page alone once a vacuum has been there: after a fiftieth of new rows, not after a fifth.
      ALTER TABLE opinion_band SET (autovacuum_vacuum_insert_scale_factor = 0.02);

      -- Erasing words finds its bands by the opinion, and the next due opinions without a look at all others.
      CREATE INDEX opinion_band_opinion ON opinion_band (opinion_id);
      CREATE INDEX opinion_erasable ON opinion (received_at) WHERE erased_on IS NULL AND status IN ('ANSWERED', 'SET_ASIDE');

      -- Who asks for the next opinion gets the most urgent one first and then the oldest, as findNextFree orders them: out of an index of
      -- those that wait, and not by sorting them all.
      CREATE INDEX opinion_next ON opinion (array_position(ARRAY['HOTSPOT', 'URGENT', 'SOON', 'ROUTINE'], urgency), received_at, id) WHERE status = 'RECEIVED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX opinion_next, opinion_erasable, opinion_band_opinion, opinion_band_lookup;
      CREATE INDEX opinion_band_lookup ON opinion_band (band);
      ALTER TABLE opinion_band RESET (autovacuum_vacuum_insert_scale_factor);
    `);
  }
}
