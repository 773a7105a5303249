import "reflect-metadata";
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { nextFreePort } from "../../scripts/ground/ports.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";
import { findProgram, run } from "../faults/many-nodes/programs.ts";
import { closeMomentsIn } from "../support/all-rows.ts";
import { ROOT } from "../support/source-files.ts";
import { until } from "../support/until.ts";
import { CANARIES, MARK } from "./canaries/canary-forms.ts";
import { errApi, errConsole, errPortal, errWithoutDatabase, speakAndFollow } from "./canaries/every-path.ts";
import { Overheard } from "./canaries/overheard.ts";
import { OwnProduct } from "./canaries/own-product.ts";
import { type Finding, searchBytes, searchFolder } from "./canaries/search.ts";
import { say } from "./canaries/sender.ts";

// Only there does every address that begins with 127 belong to the machine.
test.skip(process.platform !== "linux", "the planted address is a loopback address of Linux");
test.describe.configure({ mode: "serial", timeout: 240_000 });

const overheard = new Overheard();
let product: OwnProduct;
let bus: ReturnType<typeof run> | undefined;

test.beforeAll(async () => {
  const nats = findProgram("nats-server");
  const port = await nextFreePort({ from: 20_500, host: "127.0.0.1" });
  if (nats) {
    bus = run(nats, ["-a", "127.0.0.1", "-p", String(port)]);
    await until("NATS listens", () => bus?.said().includes("Server is ready"), { withinMs: 20_000 });
    await overheard.nats(port);
  } else console.log("nats-server is not installed: PostgreSQL's notifications are the bus");
  product = await OwnProduct.start({ LOG_LEVEL: "trace", ...(nats && { NATS_URL: `nats://127.0.0.1:${port}` }) });
  await overheard.notifications(product.databaseUrl);
});
test.afterAll(async () => {
  await overheard.stop();
  await bus?.end();
  await product?.remove();
});

test("who speaks, follows, errs and is let down leaves none of what was planted, anywhere", async () => {
  expect(await speakAndFollow(product)).toBe(true);
  await errPortal(product);
  await errConsole(product);
  await errApi(product);
  await loseATable();
  await importAFile();
  await loseTheDatabase();
  if (bus) await bus.end("SIGKILL");
  expect(await speakAndFollow(product)).toBe(true);

  const answers = await exportEverything();
  const rows = await dumpDatabase();
  await query("CHECKPOINT").catch(() => undefined);
  const living = searchFolder(product.folder);
  await product.stop();
  const backup = join(product.folder, "..", `${MARK.slice(0, 2)}-backup-${product.ports.api}`);
  cpSync(product.folder, backup, { recursive: true });
  const kept = searchFolder(backup);
  rmSync(backup, { recursive: true });

  const findings: Finding[] = [
    ...living.findings,
    ...kept.findings.map(({ where, what }) => ({ where: `the backup's ${where}`, what })),
    ...searchBytes("the dump of the database", rows),
    ...searchBytes("the screen", Buffer.from(product.screen)),
    ...searchBytes("the bus", overheard.text),
    ...searchBytes("what is exported", answers),
  ];
  const searched = `${living.files + kept.files} files, ${Math.round((living.bytes + kept.bytes) / 1e6)} MB, ${rows.length} bytes of rows, ${overheard.text.length} of the bus`;
  console.log(`canaries planted ${Object.keys(CANARIES).length}, found ${findings.length} (${searched})`);
  expect(findings).toEqual([]);
  const logs = logsOf(product);
  // The errors did reach the logs, each with no more than its frames and the quarter of its hour.
  for (const line of ["unexpected error", "words withheld"]) expect(logs).toContain(line);
  expect(closeMomentsIn(logs)).toEqual([]);
  expect(logs).not.toMatch(/"time":\d/);
  expect(overheard.text.length).toBeGreaterThan(0);
  expect(rows.toString()).toContain("Bếp ăn ca ba");
});

test("what does leak is found: a line in a log, a row in a table, a message, a name", async () => {
  appendFileSync(join(product.folder, "logs", "api.log"), `{"headers":{"user-agent":"${CANARIES.agent}"}}\n`);
  writeFileSync(join(product.folder, "logs", CANARIES.fileName), Buffer.from(CANARIES.address).toString("base64"));
  const postgres = await startPostgres({ dataDir: product.folder, port: product.ports.database });
  await query(`UPDATE organization SET name = '${CANARIES.agent}'`);
  const rows = await dumpDatabase();
  await postgres.stop();
  expect(searchBytes("rows", rows)).not.toEqual([]);
  const where = new Set(searchFolder(product.folder).findings.map((finding) => finding.where));
  for (const place of [/^postgres\/base\//, /^postgres\/pg_wal\//])
    expect(
      [...where].some((each) => place.test(each)),
      String(place),
    ).toBe(true);
  expect([...where]).toEqual(expect.arrayContaining(["logs/api.log", `logs/${CANARIES.fileName}`, "the name of a file"]));
  const forms = [
    CANARIES.email,
    Buffer.from(CANARIES.cookie).toString("hex"),
    Buffer.from(`u ${CANARIES.session}`).toString("base64"),
    encodeURIComponent(CANARIES.referrer),
  ];
  for (const form of forms) expect(searchBytes("a row", Buffer.from(form)), form).not.toEqual([]);
  expect(searchBytes("a message", Buffer.from(CANARIES.device, "utf16le"))).not.toEqual([]);
});

/** What api, workers, console and portal wrote: they alone hear of a sender. */
function logsOf({ folder }: OwnProduct): string {
  return ["api", "workers", "console", "portal"].map((name) => readFileSync(join(folder, "logs", `${name}.log`), "utf8")).join("\n");
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table, also the scheduler's. */
async function dumpDatabase(): Promise<Buffer> {
  const tables = await query(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  );
  const dump: string[] = [];
  for (const { name } of tables) for (const { row } of await query(`SELECT row_to_json(t)::text AS row FROM ${name} t`)) dump.push(`${name} ${row}`);
  expect(dump.length).toBeGreaterThan(100);
  return Buffer.from(dump.join("\n"));
}

/** What an outside system can take away with it. */
async function exportEverything(): Promise<Buffer> {
  const body = JSON.stringify({
    query: "{ opinions(first: 20) { edges { node { id text receivedAt channel { code } unit { name } } } } channels { code } units { name } }",
  });
  const headers = { "content-type": "application/json", authorization: `Bearer ${product.key}`, "x-request-id": "" };
  const { text } = await say(product.url("api", "/graphql"), { method: "POST", body, headers });
  return Buffer.from(text);
}

/** An error that nobody foresaw: the api logs it, and must not say what it was about. */
async function loseATable(): Promise<void> {
  for (const table of ["waiting_opinion", "idempotency_key", "opinion"]) {
    await query(`ALTER TABLE ${table} RENAME TO lost_table`);
    await errWithoutDatabase(product);
    await query(`ALTER TABLE lost_table RENAME TO ${table}`);
  }
}

async function loseTheDatabase(): Promise<void> {
  process.kill(product.databasePid, "SIGKILL");
  await errWithoutDatabase(product);
  await until("the product is back", async () => (await fetch(product.url("api", "/readyz")).catch(() => undefined))?.status === 200, {
    withinMs: 60_000,
  });
}

/** By the command that operators use; one row is refused, so that a report is written. */
async function importAFile(): Promise<void> {
  const folder = join(product.folder, "..", `in-${product.ports.api}`);
  const file = join(folder, CANARIES.fileName);
  spawnSync("mkdir", ["-p", folder]);
  writeFileSync(file, "nội dung\nNhà xe dột từ tuần trước, xe anh em ướt hết\n?\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/import.mjs"), file, "--channel", "Hòm thư góp ý"], {
    env: { ...process.env, DATA_DIR: product.folder, LOG_LEVEL: "trace" },
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  expect(`${stdout}${stderr}`).toMatch(/1 ý kiến mới nhận/);
  expect(status).toBe(0);
}
