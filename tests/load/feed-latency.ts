/**
 * Milliseconds from commit to the event at one subscriber, over 500 opinions, on a PostgreSQL with fsync on.
 * Two arms, interleaved in one run: through the api that serves the subscriber (its own hint), and written by another
 * process (the hint travels by NOTIFY). Run from the repository's root:
 *   node_modules/.bin/tsx --tsconfig tsconfig.base.json --conditions=source tests/load/feed-latency.ts
 */
import "reflect-metadata";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import type { SystemActor } from "@langnghe/domain/foundation";
import { createClient } from "graphql-ws";
import pino from "pino";
import WebSocket from "ws";
import { startServer } from "../../apps/api/src/server.ts";
import { nextFreePort } from "../../scripts/ground/ports.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";

const COUNT = 500;
const WRITER: SystemActor = { kind: "system", name: "load" };
const SUBMIT = "mutation ($text: String!) { submitOpinion(input: { text: $text }) { __typename } }";

const dataDir = await mkdtemp(join(tmpdir(), "langnghe-load-"));
const postgres = await startPostgres({ dataDir });
const dataSource = await createDataSource({ url: postgres.url, applicationName: "load" }).initialize();
await dataSource.runMigrations();
await insertSmallUnion(dataSource);
const writer = await createDomain({ dataSource, databaseUrl: postgres.url });
const port = await nextFreePort({ from: 25_000, host: "127.0.0.1" });
const settings = { databaseUrl: postgres.url, host: "127.0.0.1", port, origins: new Set<string>(), logLevel: "silent", poolSize: 10 };
const api = await startServer(settings, pino({ level: "silent" }));
const { key } = await writer.apiClients.install({ name: "watcher", scopes: ["opinion:read"], unitIds: [UNITS.union.id] }, WRITER);

const arrivals = new Map<string, (at: number) => void>();
const client = createClient({
  url: `${api.address.replace("http", "ws")}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${key}` },
});
client.subscribe(
  { query: "subscription { opinionFeed { opinion { text } } }" },
  {
    next: ({ data }) => arrivals.get((data as { opinionFeed: { opinion: { text: string } } }).opinionFeed.opinion.text)?.(performance.now()),
    error: (error) => console.error(error),
    complete: () => undefined,
  },
);
await measure("warm-up", byApi, 50);
const arms = { "through the same api": [] as number[], "by another process": [] as number[] };
for (let round = 0; round < COUNT; round += 1) {
  arms["through the same api"].push(await latency(byApi, `a ${round}`));
  arms["by another process"].push(await latency(byDomain, `b ${round}`));
}
for (const [name, milliseconds] of Object.entries(arms)) report(name, milliseconds);

await client.dispose();
await api.close();
await writer.close();
await dataSource.destroy();
await postgres.stop();
await rm(dataDir, { recursive: true, force: true });

async function measure(name: string, write: (text: string) => Promise<void>, count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await latency(write, `${name} ${round}`);
}

/** From the moment the writer knows of its commit; negative when the event was there before the answer. */
async function latency(write: (text: string) => Promise<void>, name: string): Promise<number> {
  const text = `Đo độ trễ ${name}`;
  const { promise: arrived, resolve } = Promise.withResolvers<number>();
  arrivals.set(text, resolve);
  await write(text);
  const committedAt = performance.now();
  return (await arrived) - committedAt;
}

async function byApi(text: string): Promise<void> {
  await fetch(`${api.address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: SUBMIT, variables: { text } }),
  });
}

async function byDomain(text: string): Promise<void> {
  await writer.intake.submit({ text, forward: "NOW" }, { kind: "anonymous" });
}

function report(name: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms (${sorted.length})`);
}
