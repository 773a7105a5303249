import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The live queue shows nothing that is younger than the oldest transaction still writing (ADR 0006), and autovacuum's ANALYZE is one: it
 * empties a GIN index's list of pending entries under a transaction id. At the pace that autovacuum keeps by default that held the
 * queue up for half a second to two, every five minutes of a busy hour (docs/scaling.md). On these tables it does not pause, and the list is
 * kept so short that whoever empties it, a sender too, is done in some milliseconds.
 */
export class QuietVacuum0011 implements MigrationInterface {
  readonly name = "QuietVacuum1700000000011";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opinion SET (autovacuum_vacuum_cost_delay = 0);
      ALTER TABLE audit_entry SET (autovacuum_vacuum_cost_delay = 0);
      ALTER INDEX opinion_words SET (gin_pending_list_limit = 1024);
      ALTER INDEX audit_entry_subjects SET (gin_pending_list_limit = 1024);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER INDEX audit_entry_subjects RESET (gin_pending_list_limit);
      ALTER INDEX opinion_words RESET (gin_pending_list_limit);
      ALTER TABLE audit_entry RESET (autovacuum_vacuum_cost_delay);
      ALTER TABLE opinion RESET (autovacuum_vacuum_cost_delay);
    `);
  }
}
