import type { MigrationInterface, QueryRunner } from "typeorm";

/** The installation itself and the organization with its tree of units. */
export class Foundation0001 implements MigrationInterface {
  readonly name = "Foundation1700000000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      -- One row. The secret signs cursors and derives receipts; the epoch tells cursors of this database from any other's.
      CREATE TABLE installation (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        epoch uuid NOT NULL DEFAULT gen_random_uuid(),
        secret bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
      );
      INSERT INTO installation DEFAULT VALUES;

      CREATE TABLE organization (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        name text NOT NULL,
        short_name text NOT NULL,
        time_zone text NOT NULL DEFAULT 'Asia/Ho_Chi_Minh',
        retention_months integer NOT NULL DEFAULT 24 CHECK (retention_months BETWEEN 1 AND 120)
      );

      CREATE TABLE unit (
        id uuid PRIMARY KEY,
        parent_id uuid REFERENCES unit,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        is_choosable boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        CHECK (parent_id <> id)
      );
      -- One root: what has no unit of its own hangs there.
      CREATE UNIQUE INDEX unit_one_root ON unit ((parent_id IS NULL)) WHERE parent_id IS NULL;
      CREATE INDEX unit_parent ON unit (parent_id);

      CREATE TABLE topic (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name_vi text NOT NULL,
        name_en text NOT NULL,
        position integer NOT NULL DEFAULT 0
      );

      CREATE TABLE channel (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('PORTAL','FIELD_REPORT','IMPORT','FANPAGE','ZALO_OA','RSS','EMAIL','DIALOGUE','SURVEY','API')),
        name text NOT NULL,
        is_official boolean NOT NULL DEFAULT false,
        url text
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error("The first migration has no way back: drop the database instead.");
  }
}
