import type { MigrationInterface, QueryRunner } from "typeorm";

/** Figures that may be told: rounded before they are stored, frozen for good, and never beside the counts behind them (ADR 0037). */
export class Releases0018 implements MigrationInterface {
  readonly name = "Releases1700000000018";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE unit ADD COLUMN member_count integer CHECK (member_count >= 0);

      CREATE TABLE release (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('WEEK', 'MONTH', 'QUARTER')),
        period_start date NOT NULL,
        -- The day behind the last.
        period_end date NOT NULL CHECK (period_end > period_start),
        frozen_on date NOT NULL,
        UNIQUE (kind, period_start)
      );

      CREATE TABLE release_cell (
        release_id integer NOT NULL REFERENCES release,
        breakdown text NOT NULL,
        unit_id uuid NOT NULL REFERENCES unit,
        topic_id uuid REFERENCES topic,
        channel_id uuid REFERENCES channel,
        urgency text,
        reason text,
        -- To the nearest five; null: fewer than five, or withheld.
        rounded integer CHECK (rounded >= 5 AND rounded % 5 = 0),
        is_withheld boolean NOT NULL,
        CHECK (rounded IS NULL OR NOT is_withheld),
        UNIQUE NULLS NOT DISTINCT (release_id, breakdown, unit_id, topic_id, channel_id, urgency, reason)
      );

      -- Counted once for each kind of period, however late it came. Not for which release: that would be one trace more.
      CREATE TABLE counted_opinion (
        kind text NOT NULL CHECK (kind IN ('WEEK', 'MONTH', 'QUARTER')),
        opinion_id uuid NOT NULL REFERENCES opinion ON DELETE CASCADE,
        PRIMARY KEY (opinion_id, kind)
      );

      CREATE TRIGGER release_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON release
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER release_cell_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON release_cell
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error("What was told is not taken back by a migration.");
  }
}
