import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Opinions, without an author: no column here holds or leads to a person.
 * Ids are random, times are cut to the quarter of an hour (and the database insists), the receipt is kept as a hash.
 */
export class Opinions0004 implements MigrationInterface {
  readonly name = "Opinions1700000000004";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opinion (
        id uuid PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES unit,
        channel_id uuid NOT NULL REFERENCES channel,
        text text NOT NULL,
        folded_text text NOT NULL,
        text_hash bytea NOT NULL,
        received_at timestamptz NOT NULL CHECK (received_at = date_bin('15 minutes', received_at, 'epoch')),
        status text NOT NULL DEFAULT 'RECEIVED' CHECK (status IN ('RECEIVED','TRIAGED','IN_CASE','ANSWERED','SET_ASIDE')),
        set_aside_reason text CHECK (set_aside_reason IN ('SPAM','OFF_TOPIC','DUPLICATE','ABUSIVE','TEST')),
        topic_id uuid REFERENCES topic,
        urgency text NOT NULL DEFAULT 'ROUTINE' CHECK (urgency IN ('ROUTINE','SOON','URGENT','HOTSPOT')),
        repeat_of_id uuid REFERENCES opinion,
        receipt_hash bytea UNIQUE,
        origin_hash bytea,
        version integer NOT NULL DEFAULT 1,
        -- Promise 6: the words go after the organization's period, the row stays and counts.
        erased_on date,
        CHECK (CASE WHEN erased_on IS NULL THEN char_length(text) BETWEEN 1 AND 5000 ELSE text = '' AND folded_text = '' END),
        CHECK ((status = 'SET_ASIDE') = (set_aside_reason IS NOT NULL)),
        UNIQUE (channel_id, origin_hash)
      );
      COMMENT ON COLUMN opinion.origin_hash IS 'Keyed hash of the row or post it came from: makes intake happen at most once, leads nowhere';
      CREATE INDEX opinion_newest ON opinion (received_at DESC, id DESC);
      CREATE INDEX opinion_status_newest ON opinion (status, received_at DESC, id DESC);
      CREATE INDEX opinion_unit_newest ON opinion (unit_id, received_at DESC, id DESC);
      CREATE INDEX opinion_same_text ON opinion (channel_id, text_hash);
      CREATE INDEX opinion_words ON opinion USING gin (folded_text gin_trgm_ops);

      -- Opinions whose senders asked to let them wait among others. No moment of sending is kept, only the drawn one of release.
      CREATE TABLE waiting_opinion (
        id uuid PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES unit,
        channel_id uuid NOT NULL REFERENCES channel,
        text text NOT NULL,
        receipt_hash bytea NOT NULL UNIQUE,
        release_at timestamptz NOT NULL
      );
      CREATE INDEX waiting_opinion_due ON waiting_opinion (release_at);

      CREATE TABLE opinion_decision (
        id uuid PRIMARY KEY,
        opinion_id uuid NOT NULL REFERENCES opinion,
        opinion_version integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('TRIAGED','SET_ASIDE','ANSWERED','UNDONE')),
        reason text CHECK (reason IN ('SPAM','OFF_TOPIC','DUPLICATE','ABUSIVE','TEST')),
        topic_id uuid REFERENCES topic,
        urgency text,
        before jsonb NOT NULL,
        status_after text NOT NULL,
        decided_by_staff_id uuid REFERENCES staff_account,
        decided_by_client_id uuid REFERENCES api_client,
        decided_at timestamptz NOT NULL,
        undoes_id uuid UNIQUE REFERENCES opinion_decision,
        UNIQUE (opinion_id, opinion_version),
        CHECK ((kind = 'SET_ASIDE') = (reason IS NOT NULL))
      );

      -- The same key and the same request get the same answer; the row holds hashes, and for anonymous callers no answer.
      CREATE TABLE idempotency_key (
        caller text NOT NULL,
        key_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        answer jsonb,
        expires_on date NOT NULL,
        PRIMARY KEY (caller, key_hash)
      );
      CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_on);
    `);
  }

  async down(): Promise<void> {
    throw new Error("Opinions are not thrown away by a migration.");
  }
}
