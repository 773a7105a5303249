import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Two things that the live feed at scale needs. An audience: the people and systems that were shown the same opinions at
 * the same moment, named once in the audit instead of once for each of them. And the horizon: up to where the log has been
 * cleared away, so that a cursor from before it is refused by name and never silently skips what is gone.
 */
export class AudienceAndHorizon0009 implements MigrationInterface {
  readonly name = "AudienceAndHorizon1700000000009";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_audience (
        id uuid PRIMARY KEY,
        staff_ids uuid[] NOT NULL,
        client_ids uuid[] NOT NULL
      );
      CREATE TRIGGER audit_audience_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_audience
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_actor_kind_check;
      ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_actor_kind_check CHECK (actor_kind IN ('staff','client','system','audience'));

      CREATE TABLE event_horizon (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        transaction_id xid8 NOT NULL,
        id bigint NOT NULL
      );
      INSERT INTO event_horizon (transaction_id, id) VALUES ('0', 0);
      CREATE INDEX event_recorded_at ON event USING brin (recorded_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error("The audit is not thrown away by a migration.");
  }
}
