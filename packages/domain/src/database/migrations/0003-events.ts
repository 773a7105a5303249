import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The log of what happened. Rows are written in the transaction of the change and read in commit order:
 * ordered by (transaction, id) and bounded by the oldest transaction still running, so that a row which
 * commits late is never overtaken. `recorded_at` is cut to the quarter: the log tells no closer time than the opinion.
 */
export class Events0003 implements MigrationInterface {
  readonly name = "Events1700000000003";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event (
        transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id bigint GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        subject_id uuid NOT NULL,
        payload jsonb NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT date_bin('15 minutes', now(), 'epoch'),
        PRIMARY KEY (transaction_id, id)
      );
      CREATE TRIGGER event_append_only BEFORE UPDATE ON event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- How far each consumer has come; moved in the same transaction as what the consumer did.
      CREATE TABLE event_consumer (
        name text PRIMARY KEY,
        transaction_id xid8 NOT NULL,
        id bigint NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE event_consumer; DROP TABLE event;");
  }
}
