import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPostgres } from "../../scripts/postgres.mjs";
import { anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { insertSmallUnion, UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { watchFeed } from "../support/watch-feed.ts";
import { TEST } from "../support/world.ts";

let dataDir: string;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let api: TestApi;
let key: string;

/** A PostgreSQL of this file's own, since it is stopped and started. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "langnghe-away-"));
  postgres = await startPostgres({ dataDir, settings: { fsync: "off", full_page_writes: "off" } });
  const dataSource = await createDataSource({ url: postgres.url, applicationName: "test" }).initialize();
  await dataSource.runMigrations();
  await insertSmallUnion(dataSource);
  const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
  ({ key } = await domain.apiClients.install({ name: "X", scopes: ["opinion:read", "opinion:submit"], unitIds: [UNITS.union.id] }, TEST));
  await domain.close();
  await dataSource.destroy();
  api = await anApi(postgres.url);
});
afterAll(async () => {
  await api.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const submit = (text: string) => api.ask("mutation ($text: String!) { submitOpinion(input: { text: $text }) { __typename } }", { text });

describe("a database that is away", () => {
  test("is told within a second, at both doors and by the probe; back again everything goes on, and feeds resume by themselves", {
    timeout: 40_000,
  }, async () => {
    const feed = watchFeed(api.connect({ key }));
    await until("the feed is live", async () => {
      await submit("Trước khi tắt");
      return feed.items.length > 0;
    });
    await postgres.stop();
    for (let count = 0; count < 3; count += 1) {
      const askedAt = performance.now();
      const answer = await submit("Trong lúc tắt");
      expect([answer.status, answer.errors?.[0]?.extensions.code, answer.headers.get("retry-after")]).toEqual([503, "SERVICE_UNAVAILABLE", "2"]);
      expect(answer.errors?.[0]?.message).toMatch(/Thử lại/);
      expect(performance.now() - askedAt).toBeLessThan(1_500);
    }
    const named = await api.ask("{ opinions { liveCursor } }", {}, { key });
    expect([named.status, named.errors?.[0]?.extensions.code]).toEqual([503, "SERVICE_UNAVAILABLE"]);
    expect((await fetch(new URL("/readyz", api.url))).status).toBe(503);
    expect((await fetch(new URL("/healthz", api.url))).status).toBe(200);

    postgres = await postgres.restart();
    await until("opinions are taken in again", async () => (await submit("Sau khi bật")).data?.submitOpinion?.__typename === "SubmitOpinionPayload", {
      withinMs: 10_000,
    });
    await until("the feed has resumed", () => feed.items.some(({ opinion }) => opinion.text === "Sau khi bật"), { withinMs: 10_000 });
    expect(feed.hasEnded()).toBe(false);
    expect(feed.items.map(({ opinion }) => opinion.text)).not.toContain("Trong lúc tắt");
    expect((await askOnSocket(api.connect({ key }), "{ organization { name } }")).data.organization.name).toBe(UNITS.union.name);
    feed.stop();
  });
});
