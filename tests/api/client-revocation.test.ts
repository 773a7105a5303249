import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const LIST = "{ opinions { liveCursor } }";
const WITHIN_MS = 5_000;
/** Between two calls of one caller. */
const STEP_MS = 20;

let world: World;
let nodes: readonly TestApi[];
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  nodes = [await anApi(world.databaseUrl), await anApi(world.databaseUrl)];
});

/** Somebody who calls on and on, whatever is answered. */
interface SteadyCaller {
  readonly door: string;
  /** When the latest accepted call was answered; undefined before the first. */
  acceptedAt: number | undefined;
  /** When it was first refused, or its socket closed. */
  refusedAt: number | undefined;
  stop(): void;
}

function callSteadily(door: string, call: () => Promise<boolean>): SteadyCaller {
  let isOn = true;
  const stop = () => {
    isOn = false;
  };
  const caller: SteadyCaller = { door, acceptedAt: undefined, refusedAt: undefined, stop };
  void (async () => {
    while (isOn) {
      const isAccepted = await call().catch(() => false);
      if (isAccepted) caller.acceptedAt = performance.now();
      else if (caller.acceptedAt !== undefined) caller.refusedAt ??= performance.now();
      await pause(STEP_MS);
    }
  })();
  return caller;
}

function callersOf(key: string): SteadyCaller[] {
  return nodes.flatMap((node, place) => {
    const socket = node.connect({ key });
    // Without something that goes on, the client would open a new socket for each call.
    socket.subscribe(
      { query: "subscription { opinionFeed { cursor } }" },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    return [
      callSteadily(`node ${place + 1}, HTTP`, async () => (await node.ask(LIST, {}, { key })).status === 200),
      callSteadily(`node ${place + 1}, socket`, async () => (await askOnSocket(socket, LIST)).errors === undefined),
    ];
  });
}

/** Seconds from the end to the last accepted call of each caller, once all are refused. */
async function lastAccepted(callers: readonly SteadyCaller[], end: () => Promise<number>): Promise<Map<string, number>> {
  await until("all are accepted", () => callers.every(({ acceptedAt }) => acceptedAt !== undefined));
  const endedAt = await end();
  await until("all are refused", () => callers.every(({ refusedAt }) => refusedAt !== undefined), { withinMs: WITHIN_MS + 2_000 });
  // A socket that was closed is opened again by the next call, and that is refused too: nothing comes back later.
  const silentSince = performance.now();
  await until("they stay refused", () => performance.now() - silentSince > 500);
  for (const caller of callers) caller.stop();
  return new Map(callers.map(({ door, acceptedAt = 0 }) => [door, Math.max(0, acceptedAt - endedAt) / 1_000]));
}

function report(what: string, seconds: ReadonlyMap<string, number>): void {
  console.info(`${what}, seconds to the last accepted call: ${[...seconds].map(([door, value]) => `${door} ${value.toFixed(2)}`).join(" · ")}`);
}

describe("under steady calling on two nodes, at both doors, the last call is accepted within five seconds", () => {
  test("after one key is revoked", async () => {
    const { client, key } = await world.domain.apiClients.install(
      { name: "Cổng", scopes: ["opinion:submit", "opinion:read"], unitIds: [UNITS.plantA.id] },
      TEST,
    );
    const callers = callersOf(key);
    const [made] = await world.domain.apiClients.findKeys([client.id]);
    const seconds = await lastAccepted(callers, async () => {
      await world.domain.apiClients.revokeKey(made?.id ?? "", TEST);
      return performance.now();
    });
    report("key revoked", seconds);
    for (const [door, value] of seconds) expect(value, door).toBeLessThan(door.endsWith("HTTP") ? 0.5 : WITHIN_MS / 1_000);
  });

  test("after the system is revoked", async () => {
    const { client, key } = await world.domain.apiClients.install({ name: "Cổng", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id] }, TEST);
    const seconds = await lastAccepted(callersOf(key), async () => {
      await world.domain.apiClients.revoke(client.id, TEST);
      return performance.now();
    });
    report("system revoked", seconds);
    for (const [door, value] of seconds) expect(value, door).toBeLessThan(door.endsWith("HTTP") ? 0.5 : WITHIN_MS / 1_000);
  });

  test("after the key has expired", async () => {
    const livesMs = 3_000;
    const endsAt = performance.now() + livesMs;
    const expiresAt = new Date(Date.now() + livesMs);
    const { key } = await world.domain.apiClients.install({ name: "Cổng", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id], expiresAt }, TEST);
    const seconds = await lastAccepted(callersOf(key), async () => endsAt);
    report("key expired", seconds);
    for (const [door, value] of seconds) expect(value, door).toBeLessThan(door.endsWith("HTTP") ? 0.5 : WITHIN_MS / 1_000);
  });
});
