import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What is covered in an opinion's text: its places, which hold none of the words. Beside the text, so that no reading can have the one
 * without the other. Opinions from before have none yet (null) until a worker has looked through them.
 */
export class Redactions0019 implements MigrationInterface {
  readonly name = "Redactions1700000000019";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opinion ADD COLUMN redactions jsonb CHECK (jsonb_typeof(redactions) = 'array');
      COMMENT ON COLUMN opinion.redactions IS 'What is covered: [{kind, start, end}] in UTF-16 code units of the text; null until it was looked for';
      CREATE INDEX opinion_without_redactions ON opinion (id) WHERE redactions IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE opinion DROP COLUMN redactions");
  }
}
