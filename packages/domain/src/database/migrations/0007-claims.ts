import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Who works on an opinion or an article, and who is looking at it. A claim's row keeps its number when the claim ends, so
 * that a late save is known as such, and forgets the holder. Presence is unlogged: it lives for less than a minute.
 */
export class Claims0007 implements MigrationInterface {
  readonly name = "Claims1700000000007";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE claim (
        subject_kind text NOT NULL CHECK (subject_kind IN ('OPINION','ARTICLE')),
        subject_id uuid NOT NULL,
        unit_id uuid NOT NULL REFERENCES unit,
        fencing_number integer NOT NULL CHECK (fencing_number > 0),
        holder_id uuid REFERENCES staff_account,
        expires_at timestamptz,
        PRIMARY KEY (subject_kind, subject_id),
        CHECK ((holder_id IS NULL) = (expires_at IS NULL))
      );
      CREATE INDEX claim_held ON claim (expires_at) WHERE expires_at IS NOT NULL;

      CREATE UNLOGGED TABLE presence (
        subject_kind text NOT NULL CHECK (subject_kind IN ('OPINION','ARTICLE')),
        subject_id uuid NOT NULL,
        staff_id uuid NOT NULL REFERENCES staff_account,
        unit_id uuid NOT NULL REFERENCES unit,
        mode text NOT NULL CHECK (mode IN ('VIEWING','EDITING','IDLE')),
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (subject_kind, subject_id, staff_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE presence; DROP TABLE claim;");
  }
}
