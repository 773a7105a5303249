import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What near-duplicates are looked up by, and which were found. Both follow from words alone and go with them when they
 * are erased: a band or a score of 0.97 beside a living text would bring the erased one back.
 */
export class NearDuplicates0006 implements MigrationInterface {
  readonly name = "NearDuplicates1700000000006";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sixteen rows an opinion, written once. No foreign key: it would be checked sixteen times, and opinions are never deleted.
      CREATE TABLE opinion_band (
        opinion_id uuid NOT NULL,
        sketch bigint NOT NULL,
        band integer NOT NULL
      );
      CREATE INDEX opinion_band_lookup ON opinion_band (band);

      -- One row a pair, under the opinion that came later.
      CREATE TABLE opinion_match (
        opinion_id uuid NOT NULL REFERENCES opinion,
        earlier_id uuid NOT NULL REFERENCES opinion,
        score real NOT NULL CHECK (score > 0 AND score <= 1),
        PRIMARY KEY (opinion_id, earlier_id)
      );
      CREATE INDEX opinion_match_earlier ON opinion_match (earlier_id);

      -- What still has no bands: opinions from before this migration, until they are caught up with.
      CREATE TABLE opinion_without_bands (opinion_id uuid PRIMARY KEY);
      INSERT INTO opinion_without_bands SELECT id FROM opinion WHERE erased_on IS NULL;

      -- Erasing words takes the facts about their likeness out of the log, too.
      CREATE INDEX event_match_subject ON event (subject_id) WHERE name = 'OpinionMatched';
      CREATE INDEX event_match_other ON event ((payload ->> 'matchedWithId')) WHERE name = 'OpinionMatched';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX event_match_subject, event_match_other;
      DROP TABLE opinion_without_bands, opinion_match, opinion_band;
    `);
  }
}
