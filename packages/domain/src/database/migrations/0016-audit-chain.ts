import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The audit becomes a chain: a worker seals entries in batches, each seal holding the hash of the one before, and each day one seal is
 * signed. Entries are written as before and wait for nobody; a link in each of them would put all writers in one row (ADR 0034).
 */
export class AuditChain0016 implements MigrationInterface {
  readonly name = "AuditChain1700000000016";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As in the log of events: what is sealed lies before the oldest transaction that still runs. Old entries stand before all others.
      ALTER TABLE audit_entry ADD COLUMN transaction_id xid8 NOT NULL DEFAULT '0',
        -- Why, in the words of the member of staff; never a word of an opinion.
        ADD COLUMN reason text CHECK (char_length(reason) BETWEEN 1 AND 500);
      ALTER TABLE audit_entry ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();
      CREATE INDEX audit_entry_to_seal ON audit_entry (transaction_id, id);

      CREATE TABLE audit_seal (
        number integer PRIMARY KEY CHECK (number > 0),
        -- In the order in which they were hashed.
        entry_ids bigint[] NOT NULL,
        hash bytea NOT NULL
      );

      -- How far the sealing has come: one row.
      CREATE TABLE audit_sealed (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        transaction_id xid8 NOT NULL,
        entry_id bigint NOT NULL
      );
      INSERT INTO audit_sealed (transaction_id, entry_id) VALUES ('0', 0);

      CREATE TABLE audit_anchor (
        day date PRIMARY KEY,
        seal_number integer NOT NULL REFERENCES audit_seal,
        seal_hash bytea NOT NULL,
        entry_count bigint NOT NULL,
        public_key text NOT NULL,
        signature bytea NOT NULL
      );

      CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_anchor_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchor
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error("The audit is not thrown away by a migration.");
  }
}
