import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who may enter and what they may do. Secrets are kept as hashes only. */
export class Access0002 implements MigrationInterface {
  readonly name = "Access1700000000002";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff_account (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE CHECK (email = lower(email)),
        name text NOT NULL,
        password_hash text NOT NULL,
        locale text NOT NULL DEFAULT 'VI' CHECK (locale IN ('VI','EN')),
        disabled_at timestamptz
      );

      CREATE TABLE "grant" (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff_account,
        role text NOT NULL CHECK (role IN ('COLLABORATOR','MODERATOR','CASE_HANDLER','EDITOR','APPROVER','ANALYST','LEADER','ADMINISTRATOR')),
        unit_id uuid NOT NULL REFERENCES unit,
        granted_by uuid REFERENCES staff_account,
        granted_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE UNIQUE INDEX grant_once ON "grant" (staff_id, role, unit_id) WHERE revoked_at IS NULL;

      CREATE TABLE staff_session (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff_account,
        token_hash bytea NOT NULL UNIQUE,
        started_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX staff_session_open ON staff_session (staff_id) WHERE ended_at IS NULL;

      CREATE TABLE api_client (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        key_hash bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL,
        unit_ids uuid[] NOT NULL CHECK (cardinality(unit_ids) > 0),
        created_by uuid REFERENCES staff_account,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      );

      -- Who of the staff, or which system, read or did what. Never a text, never anything of a sender: an arrival is read the
      -- moment it comes, so a time closer than the quarter of an hour here would tell when it was sent.
      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        actor_kind text NOT NULL CHECK (actor_kind IN ('staff','client','system')),
        actor_id uuid,
        action text NOT NULL,
        subject_ids uuid[] NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT date_bin('15 minutes', now(), 'epoch')
      );
      CREATE INDEX audit_entry_actor ON audit_entry (actor_id, recorded_at);
      CREATE INDEX audit_entry_subjects ON audit_entry USING gin (subject_ids);
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error("Accounts and the audit are not thrown away by a migration.");
  }
}
