import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Keys are rows of their own, so that two work while one takes the other's place, and an outside system has an end, networks, a purpose
 * and somebody to call (ADR 0031). Keys that exist go on as they were, for a year at most. What a system did is counted by the hour.
 * A column is dropped: nodes of the version before are stopped first.
 */
export class ApiKeys0013 implements MigrationInterface {
  readonly name = "ApiKeys1700000000013";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_client
        ADD COLUMN purpose text NOT NULL DEFAULT '',
        ADD COLUMN contact text NOT NULL DEFAULT '',
        ADD COLUMN allowed_networks text[] NOT NULL DEFAULT '{}',
        ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '1 year',
        ADD COLUMN confirmed_scopes text[] NOT NULL DEFAULT '{}',
        ADD COLUMN confirmed_unit_ids uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN confirmed_by uuid REFERENCES staff_account,
        ADD COLUMN confirmed_at timestamptz,
        ADD COLUMN requested_by uuid REFERENCES staff_account,
        ADD COLUMN is_key_requested boolean NOT NULL DEFAULT false;
      ALTER TABLE api_client ALTER COLUMN expires_at DROP DEFAULT;
      UPDATE api_client SET confirmed_scopes = array_remove(scopes, 'opinion:submit'), confirmed_unit_ids = unit_ids, confirmed_at = created_at;

      CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        client_id uuid NOT NULL REFERENCES api_client,
        key_hash bytea NOT NULL UNIQUE,
        beginning text,
        is_confirmed boolean NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        last_used_at timestamptz CHECK (last_used_at = date_bin('1 hour', last_used_at, 'epoch')),
        exposed_at timestamptz CHECK (exposed_at = date_bin('1 hour', exposed_at, 'epoch'))
      );
      CREATE INDEX api_key_client ON api_key (client_id);
      INSERT INTO api_key (id, client_id, key_hash, is_confirmed, created_at, expires_at, revoked_at)
        SELECT gen_random_uuid(), id, key_hash, scopes <> '{opinion:submit}', created_at, expires_at, revoked_at FROM api_client;
      ALTER TABLE api_client DROP COLUMN key_hash;

      -- By the hour and never by the call: a row for each call would tell when what it brought in was sent.
      CREATE TABLE api_client_usage (
        client_id uuid NOT NULL REFERENCES api_client,
        hour timestamptz NOT NULL CHECK (hour = date_bin('1 hour', hour, 'epoch')),
        calls bigint NOT NULL,
        cost bigint NOT NULL,
        PRIMARY KEY (client_id, hour)
      );
      CREATE TABLE api_client_refusal (
        client_id uuid NOT NULL REFERENCES api_client,
        hour timestamptz NOT NULL CHECK (hour = date_bin('1 hour', hour, 'epoch')),
        code text NOT NULL,
        refusals bigint NOT NULL,
        PRIMARY KEY (client_id, hour, code)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error("Two keys of one system have no place in the table as it was: restore the backup.");
  }
}
