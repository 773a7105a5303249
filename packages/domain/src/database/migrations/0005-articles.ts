import type { MigrationInterface, QueryRunner } from "typeorm";

/** Articles with their revisions and the steps they went through. Approval names the revision it is for. */
export class Articles0005 implements MigrationInterface {
  readonly name = "Articles1700000000005";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE article (
        id uuid PRIMARY KEY,
        unit_id uuid NOT NULL REFERENCES unit,
        slug text UNIQUE,
        status text NOT NULL CHECK (status IN ('DRAFT','IN_REVIEW','APPROVED','SCHEDULED','PUBLISHED','CORRECTED','WITHDRAWN')),
        working_revision_id uuid NOT NULL,
        approved_revision_id uuid,
        approved_by uuid REFERENCES staff_account,
        published_revision_id uuid,
        publish_at timestamptz,
        published_at timestamptz,
        corrected_at timestamptz,
        correction_note text,
        pending_correction_note text,
        withdrawn_at timestamptz,
        withdrawal_reason text,
        version integer NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL,
        CHECK ((slug IS NULL) = (published_at IS NULL)),
        CHECK (published_revision_id IS NULL OR published_at IS NOT NULL),
        CHECK ((status = 'SCHEDULED') = (publish_at IS NOT NULL)),
        CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))
      );
      CREATE INDEX article_desk ON article (updated_at DESC, id DESC);
      CREATE INDEX article_public ON article (published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX article_due ON article (publish_at) WHERE status = 'SCHEDULED';

      CREATE TABLE article_revision (
        id uuid PRIMARY KEY,
        article_id uuid NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
        number integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('GUIDANCE','FACT_CHECK','QUESTION_ANSWER','GOOD_EXAMPLE')),
        title text NOT NULL,
        summary text NOT NULL,
        body text NOT NULL,
        byline text NOT NULL,
        sources jsonb NOT NULL DEFAULT '[]',
        written_by uuid NOT NULL REFERENCES staff_account,
        written_at timestamptz NOT NULL,
        UNIQUE (article_id, number)
      );
      ALTER TABLE article ADD FOREIGN KEY (working_revision_id) REFERENCES article_revision DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE article ADD FOREIGN KEY (approved_revision_id) REFERENCES article_revision;
      ALTER TABLE article ADD FOREIGN KEY (published_revision_id) REFERENCES article_revision;
      CREATE TRIGGER article_revision_append_only BEFORE UPDATE OR DELETE ON article_revision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE article_step (
        id uuid PRIMARY KEY,
        article_id uuid NOT NULL REFERENCES article DEFERRABLE INITIALLY DEFERRED,
        article_version integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('STARTED','SENT_FOR_REVIEW','RETURNED','APPROVED','SCHEDULED','PUBLISHED','CORRECTION_STARTED','CORRECTED','WITHDRAWN')),
        revision_number integer NOT NULL,
        note text,
        taken_by uuid REFERENCES staff_account,
        taken_at timestamptz NOT NULL,
        UNIQUE (article_id, article_version)
      );

      -- Which opinions a revision answers: what a correction changes here is public only with the correction.
      CREATE TABLE revision_answer (
        revision_id uuid NOT NULL REFERENCES article_revision,
        opinion_id uuid NOT NULL REFERENCES opinion,
        PRIMARY KEY (revision_id, opinion_id)
      );
      CREATE INDEX revision_answer_opinion ON revision_answer (opinion_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error("Articles are public for ever.");
  }
}
