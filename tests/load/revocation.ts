/**
 * How long a revoked key is still accepted: two api processes as they are shipped, on one PostgreSQL; on each somebody who calls over HTTP and
 * somebody who calls on a socket that stays open, every 20 ms. In each round a new key is revoked, at another moment of the nodes' own beat.
 * Run by `npm run bench -- --revocation [--rounds 20]`, which builds first.
 */
import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";
import { type SteadyCaller, secondsToLastAccepted, steadyCallers } from "../support/steady-callers.ts";
import { type Arm, startOurs } from "./arms/start-arm.ts";
import { quantile } from "./measure/figures.ts";

const { values: options } = parseArgs({ options: { revocation: { type: "boolean" }, rounds: { type: "string", default: "20" } } });
const ROUNDS = Number(options.rounds);
/** The nodes look at their sockets every 2.5 s: the rounds are spread over that. */
const BEAT_MS = 2_500;
const OPERATOR = { kind: "system", name: "benchmark" } as const;

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-revocation-"));
const postgres = await startPostgres({ dataDir });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "bench" }).initialize();
await dataSource.runMigrations();
await insertSmallUnion(dataSource);
const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
const nodes: Arm[] = [];
const seen: Record<SteadyCaller["door"], number[]> = { HTTP: [], socket: [] };
try {
  for (let started = 0; started < 2; started += 1) nodes.push(await startOurs(domain, postgres.url));
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, two api processes, ${ROUNDS} rounds`);
  for (let round = 0; round < ROUNDS; round += 1) await revokeOnce(round);
  for (const [door, seconds] of Object.entries(seen))
    console.log(
      `${door}: seconds from revocation to the last accepted call: p50 ${quantile(seconds, 0.5).toFixed(2)}, most ${Math.max(...seconds).toFixed(2)}`,
    );
} finally {
  for (const node of nodes) await node.stop();
  await domain.close();
  await dataSource.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function revokeOnce(round: number): Promise<void> {
  const { client, key } = await domain.apiClients.install({ name: "X", scopes: ["opinion:read"], unitIds: [UNITS.union.id] }, OPERATOR);
  const callers = steadyCallers(
    nodes.map(({ url }) => url),
    key,
  );
  const seconds = await secondsToLastAccepted(callers, async () => {
    await pause((round / ROUNDS) * BEAT_MS);
    await domain.apiClients.revoke(client.id, OPERATOR);
    return performance.now();
  });
  for (const [place, { door }] of callers.entries()) seen[door].push(seconds[place] ?? 0);
}
