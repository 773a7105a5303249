import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../scripts/postgres.mjs";
import { anApi } from "../support/api.ts";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { ... on SubmitOpinionPayload { receipt } } }";
const WRITERS = 8;

interface Attempt {
  readonly text: string;
  readonly idempotencyKey: string;
  outcome: "ok" | "refused" | "unknown";
  receipt?: string;
}

test("PostgreSQL stopped and started again under load: 503 at once, back within 10 s, nothing acknowledged lost", { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "langnghe-fault-"));
  let postgres = await startPostgres({ dataDir });
  afterAll(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const api = await anApi(await prepare(postgres.url));
  const key = await aKey(postgres.url);
  const start = (await api.ask("{ opinions { liveCursor } }", {}, { key })).data.opinions.liveCursor;
  const seen = watch(api, key, start);

  const attempts: Attempt[] = [];
  let isWriting = true;
  const writers = Array.from({ length: WRITERS }, async () => {
    while (isWriting) await attempt(api, attempts);
  });
  await until(() => attempts.filter(({ outcome }) => outcome === "ok").length >= 100);

  await postgres.stop();
  const away = await timed(() => api.ask("{ articles { edges { node { id } } } }"));
  expect(away.value.status).toBe(503);
  expect(away.value.errors?.[0]?.extensions.code).toBe("SERVICE_UNAVAILABLE");
  expect(away.value.headers.get("retry-after")).toBe("2");
  expect(away.milliseconds).toBeLessThan(1_000);
  expect((await fetch(api.url.replace("/graphql", "/readyz"))).status).toBe(503);
  await until(() => attempts.some(({ outcome }) => outcome !== "ok"));

  const before = attempts.filter(({ outcome }) => outcome === "ok").length;
  const restartedAt = performance.now();
  postgres = await postgres.restart();
  await until(() => attempts.filter(({ outcome }) => outcome === "ok").length > before + 50, 10_000);
  const backMs = performance.now() - restartedAt;
  isWriting = false;
  await Promise.all(writers);

  // Whoever got no answer asks again with the same key: that settles it to exactly one.
  const unsettled = attempts.filter(({ outcome }) => outcome !== "ok");
  for (const each of unsettled) await submit(api, each);
  const stored = await storedTexts(postgres.url);
  const lost = attempts.filter(({ text }) => !stored.has(text)).length;
  const doubled = [...stored.values()].filter((count) => count > 1).length;
  await until(() => seen.texts.length >= attempts.length, 10_000);
  const doubledOnFeed = seen.texts.length - new Set(seen.texts).size;
  console.log(
    `lost ${lost} doubled ${doubled} unknown ${unsettled.length} settled ${unsettled.length} back in ${(backMs / 1000).toFixed(1)} s, ${attempts.length} acknowledged`,
  );
  expect({ lost, doubled, doubledOnFeed, missedOnFeed: attempts.filter(({ text }) => !seen.texts.includes(text)).length }).toEqual({
    lost: 0,
    doubled: 0,
    doubledOnFeed: 0,
    missedOnFeed: 0,
  });
  expect(backMs).toBeLessThan(10_000);
  seen.end();
});

async function prepare(url: string): Promise<string> {
  const dataSource = await createDataSource({ url, applicationName: "prepare" }).initialize();
  await dataSource.runMigrations();
  await insertSmallUnion(dataSource);
  await dataSource.destroy();
  return url;
}

async function aKey(url: string): Promise<string> {
  const dataSource = await createDataSource({ url, applicationName: "key" }).initialize();
  const domain = await createDomain({ dataSource, databaseUrl: url });
  const { key } = await domain.access.createClient(
    { name: "reader", scopes: ["opinion:read"], unitIds: [UNITS.union.id] },
    { kind: "system", name: "test" },
  );
  await domain.close();
  await dataSource.destroy();
  return key;
}

type Api = Awaited<ReturnType<typeof anApi>>;

async function attempt(api: Api, attempts: Attempt[]): Promise<void> {
  const each: Attempt = { text: `Ý kiến ${randomUUID()}`, idempotencyKey: randomUUID(), outcome: "unknown" };
  attempts.push(each);
  await submit(api, each);
}

async function submit(api: Api, each: Attempt): Promise<void> {
  const { text, idempotencyKey } = each;
  const answer = await api.ask(SUBMIT, { input: { text, idempotencyKey } }).catch(() => undefined);
  const receipt: string | undefined = answer?.data?.submitOpinion?.receipt;
  each.outcome = receipt ? "ok" : answer?.status === 503 ? "refused" : "unknown";
  if (receipt && each.receipt !== undefined) expect(receipt).toBe(each.receipt);
  if (receipt) each.receipt = receipt;
}

/** A subscriber that stays through everything on one socket. */
function watch(api: Api, key: string, after: string): { readonly texts: string[]; end(): void } {
  const texts: string[] = [];
  const end = api.connect({ key }).subscribe(
    { query: "subscription ($after: EventCursor) { opinionFeed(after: $after) { opinion { text } } }", variables: { after } },
    {
      next: ({ data }) => texts.push((data as { opinionFeed: { opinion: { text: string } } }).opinionFeed.opinion.text),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  return { texts, end };
}

async function storedTexts(url: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ text: string; count: string }>("SELECT text, count(*) FROM opinion GROUP BY text");
  await client.end();
  return new Map(rows.map(({ text, count }) => [text, Number(count)]));
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - startedAt };
}

async function until(isTrue: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`not reached within ${withinMs} ms: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
