import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Why and where an act was done; and the chain over the entries: seals, each bound to the one before, and the signed anchors
 * that leave the machine. Filters by act and unit get their indexes, so that a page stays one index scan at ten million entries.
 */
export class AuditChain0016 implements MigrationInterface {
  readonly name = "AuditChain1700000000016";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_entry ADD COLUMN unit_id uuid, ADD COLUMN reason text CHECK (length(reason) <= 500);
      CREATE INDEX audit_entry_recorded ON audit_entry (recorded_at, id);
      CREATE INDEX audit_entry_act ON audit_entry (action, recorded_at, id);
      CREATE INDEX audit_entry_by ON audit_entry (actor_id, recorded_at, id);
      CREATE INDEX audit_entry_unit ON audit_entry (unit_id, recorded_at, id) WHERE unit_id IS NOT NULL;
      CREATE INDEX audit_audience_staff ON audit_audience USING gin (staff_ids);
      CREATE INDEX audit_audience_clients ON audit_audience USING gin (client_ids);
      DROP INDEX audit_entry_actor;

      -- No time closer than the quarter stands here either: a seal for each minute would tell the minute of every reading.
      CREATE TABLE audit_seal (
        number integer PRIMARY KEY CHECK (number > 0),
        first_id bigint NOT NULL,
        last_id bigint NOT NULL UNIQUE,
        entries integer NOT NULL CHECK (entries > 0),
        total bigint NOT NULL,
        sealed_before timestamptz NOT NULL,
        leaves bytea NOT NULL,
        entries_hash bytea NOT NULL,
        hash bytea NOT NULL
      );
      ALTER TABLE audit_seal ALTER COLUMN leaves SET STORAGE EXTERNAL;
      CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE audit_anchor (
        day date PRIMARY KEY,
        seal_number integer NOT NULL REFERENCES audit_seal,
        hash bytea NOT NULL,
        total bigint NOT NULL,
        public_key text NOT NULL,
        signature text NOT NULL
      );
      CREATE TRIGGER audit_anchor_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchor
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error("The audit is not thrown away by a migration.");
  }
}
