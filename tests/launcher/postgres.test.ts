import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, databaseUrl, startPostgres } from "../../scripts/postgres.mjs";

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

// A folder only its owner may enter: as root, the user PostgreSQL runs as cannot pass it without help.
let dataDir: string;
let postgres: Postgres;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "langnghe-closed-"));
  chmodSync(dataDir, 0o700);
  postgres = await startPostgres({ dataDir, settings: { fsync: "off" } });
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded PostgreSQL", () => {
  test.runIf(process.getuid?.() === 0)("runs as nobody when we are root, even in a closed folder", () => {
    expect(readFileSync(`/proc/${postgres.pid}/status`, "utf8")).toMatch(/^Uid:\t65534\t65534/m);
  });

  test("gives the product a role that owns its database and is no superuser", async () => {
    const [row] = await ask(postgres.url, "SELECT current_user AS role, current_setting('is_superuser') AS super, version() AS version");
    expect(row).toEqual({ role: "langnghe", super: "off", version: expect.stringMatching(/^PostgreSQL 18/) });
  });

  test("keeps UTC, UTF-8 and the limits the product counts on; settings given win", async () => {
    const names = ["TimeZone", "server_encoding", "idle_in_transaction_session_timeout", "max_connections", "fsync"];
    const [row] = await ask(postgres.url, `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(", ")}`);
    expect(row).toEqual({
      TimeZone: "UTC",
      server_encoding: "UTF8",
      idle_in_transaction_session_timeout: "30s",
      max_connections: "200",
      fsync: "off",
    });
  });

  test("sorts Vietnamese where asked to", async () => {
    const rows = await ask(postgres.url, `SELECT w FROM (VALUES ('đa'), ('dân'), ('Ăn'), ('an')) AS t (w) ORDER BY w COLLATE "vi-x-icu"`);
    expect(rows.map(({ w }) => w)).toEqual(["an", "Ăn", "dân", "đa"]);
  });

  test("asks for a password", async () => {
    const wrong = new URL(postgres.url);
    wrong.password = "wrong";
    await expect(ask(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  });

  test("keeps its password for its owner's eyes only, and finds the address again from it", () => {
    expect(statSync(join(dataDir, "postgres-password")).mode & 0o777).toBe(0o600);
    expect(databaseUrl({ dataDir, port: postgres.port })).toBe(postgres.url);
  });

  test("what a member wrote never reaches its log, not even in a failed statement", async () => {
    await ask(postgres.url, "CREATE TABLE said (word text PRIMARY KEY, n int)");
    const secret = "Lương_tháng_này_chậm";
    await ask(postgres.url, `INSERT INTO said VALUES ('${secret}')`);
    await expect(ask(postgres.url, `INSERT INTO said VALUES ('${secret}')`)).rejects.toThrow(/duplicate key/);
    await expect(ask(postgres.url, `SELECT '${secret}'::int`)).rejects.toThrow(/invalid input syntax/);
    await expect(ask(postgres.url, `SELEKT '${secret}'`)).rejects.toThrow(/syntax error/);
    expect(readFileSync(join(dataDir, "logs/postgres.log"), "utf8")).not.toContain(secret);
  });

  test("copies a database for a test", async () => {
    await ask(postgres.url, "CREATE TABLE copied (n int)");
    const url = await createDatabase({ adminUrl: postgres.adminUrl, name: "copy-1", template: "langnghe" });
    expect(await ask(url, "SELECT count(*)::int AS n FROM copied")).toEqual([{ n: 0 }]);
  });

  test("comes back with its data after it was killed, on the same port", async () => {
    await ask(postgres.url, "CREATE TABLE kept AS SELECT 1 AS n");
    process.kill(postgres.pid, "SIGKILL");
    await postgres.exited;
    const { port, url } = postgres;
    postgres = await startPostgres({ dataDir, port, settings: { fsync: "off" } });
    expect(await ask(url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  test("a server left running by a killed launcher is ended before a new one starts", async () => {
    const left = postgres;
    postgres = await startPostgres({ dataDir, port: left.port, settings: { fsync: "off" } });
    await left.exited;
    expect(postgres.pid).not.toBe(left.pid);
    expect(await ask(postgres.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });
});
