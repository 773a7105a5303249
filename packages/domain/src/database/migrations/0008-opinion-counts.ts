import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * How many opinions stand where, kept up by a consumer of the log. A cell may fall below zero for a moment: the log is ordered by
 * transaction, and a long one may tell of an opinion before a short one that changed the same opinion first. The sum is right behind both.
 *
 * `recount_opinions` counts the rows anew while everybody goes on working. It keeps the snapshot in which it counted: events that
 * the snapshot held are in the count already, all others are behind it, whatever their order. So no lock on the opinions is needed.
 */
export class OpinionCounts0008 implements MigrationInterface {
  readonly name = "OpinionCounts1700000000008";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opinion_count (
        unit_id uuid NOT NULL REFERENCES unit,
        channel_id uuid NOT NULL REFERENCES channel,
        status text NOT NULL,
        urgency text NOT NULL,
        topic_id uuid REFERENCES topic,
        n integer NOT NULL,
        UNIQUE NULLS NOT DISTINCT (unit_id, channel_id, status, urgency, topic_id)
      );

      -- What was counted from the rows and not from events: one row.
      CREATE TABLE opinion_count_start (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        seen pg_snapshot NOT NULL
      );

      CREATE FUNCTION recount_opinions() RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        -- The consumer ends its batch first, and starts its next one behind us.
        INSERT INTO event_consumer (name, transaction_id, id) VALUES ('opinions/count-opinions', '0', 0) ON CONFLICT DO NOTHING;
        PERFORM FROM event_consumer WHERE name = 'opinions/count-opinions' FOR UPDATE;
        DELETE FROM opinion_count;
        DELETE FROM opinion_count_start;
        -- One statement, so that rows and snapshot are of one moment.
        WITH counted AS (
          INSERT INTO opinion_count (unit_id, channel_id, status, urgency, topic_id, n)
          SELECT unit_id, channel_id, status, urgency, topic_id, count(*) FROM opinion GROUP BY unit_id, channel_id, status, urgency, topic_id
        )
        INSERT INTO opinion_count_start (seen) SELECT pg_current_snapshot();
        UPDATE event_consumer SET transaction_id = pg_snapshot_xmin(seen), id = 0 FROM opinion_count_start WHERE name = 'opinions/count-opinions';
      END $$;

      SELECT recount_opinions();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION recount_opinions();
      DROP TABLE opinion_count, opinion_count_start;
      DELETE FROM event_consumer WHERE name = 'opinions/count-opinions';
    `);
  }
}
