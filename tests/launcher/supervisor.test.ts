import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duration } from "../../scripts/ground/progress.mjs";
import { pauseAfterDeath, Supervisor } from "../../scripts/processes/supervisor.mjs";
import { environmentsOf, originsOf } from "../../scripts/product/programs.mjs";
import { readSettings } from "../../scripts/settings.mjs";

describe("a service that dies", () => {
  test("is started again after a pause that doubles", () => {
    const deathsMs = [0, 300, 800, 1700, 3400];
    const pauses = deathsMs.map((nowMs, index) => pauseAfterDeath({ deathsMs: deathsMs.slice(0, index + 1), nowMs }));
    expect(pauses).toEqual([200, 400, 800, 1600, 3200]);
  });

  test("stops everything at the sixth death within a minute, and never before", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 20 }), (times) => {
        const deathsMs = [...times].sort((a, b) => a - b);
        const nowMs = deathsMs.at(-1) ?? 0;
        const recent = deathsMs.filter((deathMs) => nowMs - deathMs < 60_000).length;
        const pauseMs = pauseAfterDeath({ deathsMs, nowMs });
        if (recent > 5) expect(pauseMs).toBeNull();
        else expect(pauseMs).toBeLessThanOrEqual(5000);
      }),
    );
  });

  test("is said in one line and comes back; stopping then waits for it", async () => {
    const said: string[] = [];
    const events: string[] = [];
    let launches = 0;
    let back: () => void = () => {};
    const isBack = new Promise<void>((resolve) => {
      back = resolve;
    });
    const supervisor = new Supervisor({ say: (line) => void said.push(line) });
    await supervisor.keep({
      name: "api",
      stopWithinMs: 10,
      launch: async () => {
        launches += 1;
        if (launches === 2) back();
        const exited = launches === 1 ? Promise.resolve("boom") : new Promise<string>(() => {});
        return { pid: launches, exited, stop: async () => void events.push(`stop ${launches}`) };
      },
    });
    await isBack;
    await supervisor.stop();
    expect(said).toEqual(["! api dừng đột ngột, khởi động lại sau 0,2 giây"]);
    expect(events).toEqual(["stop 2"]);
  });

  test("services stop in the opposite order of their start", async () => {
    const stopped: string[] = [];
    const supervisor = new Supervisor({ say: () => {} });
    for (const name of ["postgres", "api", "portal"]) {
      const stop = async () => void stopped.push(name);
      await supervisor.keep({ name, stopWithinMs: 10, launch: async () => ({ pid: 1, exited: new Promise<string>(() => {}), stop }) });
    }
    await supervisor.stop();
    expect(stopped).toEqual(["portal", "api", "postgres"]);
  });
});

describe("what each program is told", () => {
  const databaseUrl = "postgresql://u:p@127.0.0.1:4003/langnghe";

  test("the web servers never see the database", () => {
    const env = environmentsOf({ settings: readSettings({}), databaseUrl });
    expect(JSON.stringify([env.console, env.portal])).not.toContain("postgresql");
    expect(env.api.DATABASE_URL).toBe(databaseUrl);
  });

  test("a loopback address is reached under each of its names", () => {
    expect(originsOf("127.0.0.1", 3000)).toEqual(["http://127.0.0.1:3000", "http://localhost:3000"]);
    expect(originsOf("ln.example.vn", 3000)).toEqual(["http://ln.example.vn:3000"]);
  });

  test("listening everywhere still names this machine, never a wildcard", () => {
    const env = environmentsOf({ settings: readSettings({ HOST: "0.0.0.0" }), databaseUrl });
    expect(env.api.CONSOLE_ORIGINS).toContain("http://localhost:3000");
    expect(env.api.CONSOLE_ORIGINS).not.toContain("0.0.0.0");
    expect(env.console.API_URL).toBe("http://127.0.0.1:4000/graphql");
  });
});

test("durations read as people say them", () => {
  expect([80, 9_900, 41_200, 80_000].map(duration)).toEqual(["0,1 giây", "9,9 giây", "41 giây", "1 phút 20 giây"]);
});
