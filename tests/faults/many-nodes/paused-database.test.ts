import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDataSource } from "@langnghe/domain/database";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { anApi } from "../../support/api.ts";
import { insertSmallUnion } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";

/** The server and all its processes, as `kill` wants them. */
function familyOf(pid: number): number[] {
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", `${pid}`], { encoding: "utf8" });
  return [pid, ...children.split("\n").map(Number).filter(Boolean)];
}

test("a database that stands still is told within 15 s, by answers and by the probe; when it moves again, so does everything", {
  timeout: 60_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "langnghe-paused-"));
  const postgres = await startPostgres({ dataDir, settings: { fsync: "off" } });
  const dataSource = await createDataSource({ url: postgres.url, applicationName: "prepare" }).initialize();
  await dataSource.runMigrations();
  await insertSmallUnion(dataSource);
  await dataSource.destroy();
  const api = await anApi(postgres.url);
  const stopped: number[] = [];
  const goOn = () => {
    for (const pid of stopped.splice(0)) process.kill(pid, "SIGCONT");
  };
  afterAll(async () => {
    goOn();
    await api.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const read = () => api.ask("{ articles { edges { node { id } } } }");
  expect((await read()).status).toBe(200);

  for (const pid of familyOf(postgres.pid)) {
    process.kill(pid, "SIGSTOP");
    stopped.push(pid);
  }
  const askedAt = performance.now();
  const [answer, probe] = await Promise.all([read(), fetch(new URL("/readyz", api.url))]);
  expect([answer.status, probe.status]).toEqual([503, 503]);
  expect(performance.now() - askedAt).toBeLessThan(15_000);

  goOn();
  await until("it is read again", async () => (await read()).status === 200, { withinMs: 15_000 });
  await until("it is ready again", async () => (await fetch(new URL("/readyz", api.url))).ok, { withinMs: 15_000 });
});
