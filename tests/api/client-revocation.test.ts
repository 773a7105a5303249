import { beforeAll, describe, expect, test } from "vitest";
import { anApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { type SteadyCaller, secondsToLastAccepted, steadyCallers } from "../support/steady-callers.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const CLIENT = { name: "Cổng", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id] };
/** The promise for sockets; over HTTP the next call is refused, but for those on their way. */
const WITHIN = { HTTP: 0.5, socket: 5 } as const;

let world: World;
let urls: readonly string[];
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  urls = [(await anApi(world.databaseUrl)).url, (await anApi(world.databaseUrl)).url];
});

async function expectEnd(what: string, callers: readonly SteadyCaller[], end: () => Promise<number>): Promise<void> {
  const seconds = await secondsToLastAccepted(callers, end);
  console.info(
    `${what}, seconds to the last accepted call on two nodes: ${callers.map(({ door }, n) => `${door} ${seconds[n]?.toFixed(2)}`).join(" · ")}`,
  );
  for (const [n, { door }] of callers.entries()) expect(seconds[n], door).toBeLessThan(WITHIN[door]);
}

describe("under steady calling on two nodes, the last call is accepted at once over HTTP and within five seconds on a socket", () => {
  test("after its key is revoked", async () => {
    const { apiClients } = world.domain;
    const { client, key } = await apiClients.install(CLIENT, TEST);
    const [made] = await apiClients.findKeys([client.id]);
    await expectEnd("key revoked", steadyCallers(urls, key), async () => {
      await apiClients.revokeKey(made?.id ?? "", TEST);
      return performance.now();
    });
  });

  test("after the system is revoked", async () => {
    const { client, key } = await world.domain.apiClients.install(CLIENT, TEST);
    await expectEnd("system revoked", steadyCallers(urls, key), async () => {
      await world.domain.apiClients.revoke(client.id, TEST);
      return performance.now();
    });
  });

  test("after the key has expired", async () => {
    const livesMs = 3_000;
    const endsAt = performance.now() + livesMs;
    const { key } = await world.domain.apiClients.install({ ...CLIENT, expiresAt: new Date(Date.now() + livesMs) }, TEST);
    await expectEnd("key expired", steadyCallers(urls, key), async () => endsAt);
  });
});
