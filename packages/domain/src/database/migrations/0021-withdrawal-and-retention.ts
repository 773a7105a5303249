import type { MigrationInterface, QueryRunner } from "typeorm";

/** A sender may take an opinion back; and what became of an opinion may say how long its words are kept. */
export class WithdrawalAndRetention0021 implements MigrationInterface {
  readonly name = "WithdrawalAndRetention1700000000021";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opinion DROP CONSTRAINT opinion_status_check,
        ADD CONSTRAINT opinion_status_check CHECK (status IN ('RECEIVED', 'TRIAGED', 'IN_CASE', 'ANSWERED', 'SET_ASIDE', 'WITHDRAWN'));
      ALTER TABLE opinion_decision DROP CONSTRAINT opinion_decision_kind_check,
        ADD CONSTRAINT opinion_decision_kind_check CHECK (kind IN ('TRIAGED', 'SET_ASIDE', 'ANSWERED', 'WITHDRAWN', 'UNDONE'));

      -- Outcomes that are kept for another time than the organization's own.
      CREATE TABLE retention_rule (
        outcome text PRIMARY KEY CHECK (outcome IN ('ANSWERED', 'SPAM', 'OFF_TOPIC', 'DUPLICATE', 'ABUSIVE', 'TEST')),
        months integer NOT NULL CHECK (months BETWEEN 1 AND 120)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error("What senders have taken back stays taken back");
  }
}
