import { createDomain } from "@langnghe/domain";
import { createDataSource } from "@langnghe/domain/database";
import { isUntouched, readDemoSample, seedDemo } from "@langnghe/domain/demo";
import { systemClock } from "@langnghe/domain/foundation";
import { expect, inject, test } from "vitest";
import { createDatabase } from "../../scripts/postgres.mjs";

test("an empty database is filled with the demo organization, once, and everybody in it can sign in", async () => {
  const databaseUrl = await createDatabase({ adminUrl: inject("adminUrl"), name: "test_demo" });
  const dataSource = await createDataSource({ url: databaseUrl, applicationName: "test" }).initialize();
  await dataSource.runMigrations();
  expect(await isUntouched(dataSource)).toBe(true);
  const { accounts, apiClient } = await seedDemo({ dataSource, databaseUrl, now: systemClock.now() });
  expect(await isUntouched(dataSource)).toBe(false);

  const domain = await createDomain({ dataSource, databaseUrl });
  for (const { email, password, name } of accounts) expect((await domain.access.signIn({ email, password })).actor.name).toBe(name);
  expect((await domain.apiClients.authenticate({ key: apiClient.key, address: "127.0.0.1" })).kind).toBe("client");
  const [{ opinions, states, latest }] = await dataSource.query(
    "SELECT (SELECT count(*)::int FROM opinion) AS opinions, (SELECT count(DISTINCT status)::int FROM article) AS states, (SELECT max(received_at) <= now() FROM opinion) AS latest",
  );
  expect({ opinions, states, latest }).toEqual({ opinions: (await readDemoSample()).opinions.length, states: 7, latest: true });
  await domain.close();
  await dataSource.destroy();
});
