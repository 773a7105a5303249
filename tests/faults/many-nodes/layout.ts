import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { ROOT } from "../../../scripts/ground/paths.mjs";
import { insertSmallUnion, UNITS } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { TEST } from "../../support/world.ts";
import { freePorts } from "./free-ports.ts";
import { startNatsCluster } from "./nats.ts";
import { endAll, NOBODY, type Programs, type Running, run, runOnce } from "./programs.ts";

const HOST = "127.0.0.1";
const USER = "langnghe";

export interface Node {
  readonly url: string;
  readonly process: Running;
}

export interface Layout {
  readonly nodes: readonly Node[];
  readonly key: string;
  readonly directUrl: string;
  readonly replicaUrl: string;
  readonly workers: readonly Running[];
  readonly nats: Running[];
  readonly replica: Running;
  startNats(): Promise<void>;
  startReplica(): Promise<void>;
  end(): Promise<void>;
}

/** Three api nodes, two workers, three NATS servers, a primary, a standby and PgBouncer before the primary: all real, all on loopback. */
export async function layOut(programs: Programs): Promise<Layout> {
  const folder = await mkdtemp(join(tmpdir(), "langnghe-nodes-"));
  await chmod(folder, 0o777);
  const ports = await freePorts(12);
  const [primaryPort = 0, replicaPort = 0, poolPort = 0, ...others] = ports;
  const natsPorts = others.slice(0, 6);
  const apiPorts = others.slice(6, 9);
  const directUrl = urlOf(primaryPort);
  const replicaUrl = urlOf(replicaPort);

  await startPrimary(programs, folder, primaryPort);
  const key = await fill(directUrl);
  runOnce(join(programs.postgres, "pg_basebackup"), [
    "-h",
    HOST,
    "-p",
    `${primaryPort}`,
    "-U",
    USER,
    "-D",
    join(folder, "replica"),
    "-R",
    "-c",
    "fast",
    "--no-sync",
  ]);
  const startReplica = async () => startServer(programs, join(folder, "replica"), replicaPort);
  const startNats = async () => startNatsCluster({ nats: programs.nats, ports: natsPorts.slice(0, 3), routes: natsPorts.slice(3) });
  let replica = await startReplica();
  let nats = await startNats();
  await startPool(programs, folder, { poolPort, primaryPort });

  const env = {
    ...process.env,
    TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json"),
    DATABASE_URL: urlOf(poolPort),
    DATABASE_DIRECT_URL: directUrl,
    DATABASE_READ_URLS: replicaUrl,
    NATS_URL: natsPorts
      .slice(0, 3)
      .map((port) => `nats://${HOST}:${port}`)
      .join(","),
    DRAIN_MS: "1000",
    HOST,
    LOG_LEVEL: "warn",
  };
  const workers = [1, 2].map(() => fromSource("apps/workers/src/main.ts", env));
  const nodes = apiPorts.map((port) => ({
    url: `http://${HOST}:${port}`,
    process: fromSource("apps/api/src/main.ts", { ...env, API_PORT: `${port}` }),
  }));
  for (const {
    url,
    process: { said },
  } of nodes)
    await ready(`an api node is ready: ${said()}`, async () => (await fetch(`${url}/readyz`)).ok);
  for (const { said } of workers) await ready("the workers are ready", async () => said().includes("workers ready"));
  return {
    nodes,
    key,
    directUrl,
    replicaUrl,
    workers,
    get nats() {
      return nats;
    },
    get replica() {
      return replica;
    },
    async startNats() {
      nats = await startNats();
    },
    async startReplica() {
      replica = await startReplica();
    },
    async end() {
      await endAll();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fromSource(main: string, env: NodeJS.ProcessEnv): Running {
  return run(process.execPath, ["--import", "tsx", "--conditions=source", join(ROOT, main)], { cwd: ROOT, env });
}

async function startPrimary(programs: Programs, folder: string, port: number): Promise<void> {
  const data = join(folder, "primary");
  runOnce(join(programs.postgres, "initdb"), ["-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
  await startServer(programs, data, port);
  await query(urlOf(port, "postgres"), "CREATE DATABASE langnghe");
}

async function startServer({ postgres }: Programs, data: string, port: number): Promise<Running> {
  const settings = { listen_addresses: HOST, unix_socket_directories: "", fsync: "off", wal_keep_size: "64MB", shared_buffers: "32MB" };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = run(join(postgres, "postgres"), ["-D", data, "-p", `${port}`, ...flags], { identity: NOBODY });
  await ready("PostgreSQL answers", () => query(urlOf(port, "postgres"), "SELECT 1"));
  return server;
}

async function fill(url: string): Promise<string> {
  const dataSource = await createDataSource({ url, applicationName: "fill", isPatient: true }).initialize();
  await dataSource.runMigrations();
  await runMigrations({ connectionString: url });
  await insertSmallUnion(dataSource);
  const domain = await createDomain({ dataSource, databaseUrl: url });
  const { key } = await domain.apiClients.install({ name: "reader", scopes: ["opinion:read", "opinion:submit"], unitIds: [UNITS.union.id] }, TEST);
  await domain.close();
  await dataSource.destroy();
  return key;
}

async function startPool(
  { pgbouncer }: Programs,
  folder: string,
  { poolPort, primaryPort }: { poolPort: number; primaryPort: number },
): Promise<void> {
  const file = join(folder, "pgbouncer.ini");
  const lines = [
    "[databases]",
    `langnghe = host=${HOST} port=${primaryPort} dbname=langnghe user=${USER}`,
    "[pgbouncer]",
    `listen_addr = ${HOST}`,
    `listen_port = ${poolPort}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    "default_pool_size = 20",
    "query_wait_timeout = 10",
    "ignore_startup_parameters = extra_float_digits,statement_timeout,idle_in_transaction_session_timeout",
  ];
  await writeFile(file, `${lines.join("\n")}\n`);
  run(pgbouncer, [file], { identity: NOBODY });
  await ready("PgBouncer answers", () => query(urlOf(poolPort), "SELECT 1"));
}

function urlOf(port: number, database = "langnghe"): string {
  return `postgresql://${USER}@${HOST}:${port}/${database}`;
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function ready(what: string, ask: () => Promise<unknown>): Promise<unknown> {
  return until(what, () => ask().catch(() => false), { withinMs: 40_000 });
}
