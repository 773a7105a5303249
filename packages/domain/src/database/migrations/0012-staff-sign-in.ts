import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * How staff show who they are: passkeys, an identity provider, or a password with one-time codes. Nothing here tells where somebody
 * is: of a session only the family of the browser and of the system is kept. What can be guessed is sealed or kept as a hash (ADR 0030).
 */
export class StaffSignIn0012 implements MigrationInterface {
  readonly name = "StaffSignIn1700000000012";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An account that was invited has no password until its owner sets one, and perhaps never.
      ALTER TABLE staff_account ALTER password_hash DROP NOT NULL, ADD factors_reset_at timestamptz;

      ALTER TABLE staff_session
        ADD browser text NOT NULL DEFAULT 'OTHER',
        ADD system text NOT NULL DEFAULT 'OTHER',
        ADD is_limited boolean NOT NULL DEFAULT false,
        ADD proved_at timestamptz,
        ADD previous_token_hash bytea UNIQUE,
        ADD renewed_at timestamptz;
      UPDATE staff_session SET proved_at = started_at;
      ALTER TABLE staff_session ALTER proved_at SET NOT NULL;

      ALTER TABLE "grant" ADD follows_groups boolean NOT NULL DEFAULT false;

      CREATE TABLE passkey (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff_account,
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        sign_count bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      );
      CREATE INDEX passkey_staff ON passkey (staff_id);

      CREATE TABLE totp_secret (
        staff_id uuid PRIMARY KEY REFERENCES staff_account,
        sealed bytea NOT NULL,
        -- Null until the first code has shown that the app has it.
        confirmed_at timestamptz,
        -- A code is taken once: none of this step or an earlier one.
        last_step bigint NOT NULL DEFAULT 0
      );

      CREATE TABLE recovery_code (
        staff_id uuid NOT NULL REFERENCES staff_account,
        code_hash bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (staff_id, code_hash)
      );

      CREATE TABLE passkey_challenge (
        challenge_hash bytea PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('SIGN_IN','STEP_UP','ENROL')),
        staff_id uuid REFERENCES staff_account,
        expires_at timestamptz NOT NULL
      );

      -- Wrong tries with a password. The key is a keyed hash: it does not tell the address that was typed.
      CREATE TABLE sign_in_try (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL
      );

      -- Browsers in which somebody has signed in: their tries are counted apart from a stranger's.
      CREATE TABLE known_browser (
        token_hash bytea PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff_account,
        expires_at timestamptz NOT NULL
      );

      CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff_account,
        kind text NOT NULL CHECK (kind IN ('INVITATION','RESET')),
        token_hash bytea NOT NULL UNIQUE,
        made_by uuid REFERENCES staff_account,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX invitation_staff ON invitation (staff_id) WHERE ended_at IS NULL;

      CREATE TABLE staff_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        staff_id uuid NOT NULL REFERENCES staff_account,
        linked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject)
      );

      -- Between leaving for the identity provider and coming back; taken once.
      CREATE TABLE identity_request (
        state_hash bytea PRIMARY KEY,
        binding_hash bytea NOT NULL,
        verifier text NOT NULL,
        nonce text NOT NULL,
        next_path text NOT NULL,
        expires_at timestamptz NOT NULL
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error("Accounts that have no password could not sign in any more.");
  }
}
