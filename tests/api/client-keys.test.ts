import { once } from "node:events";
import { createConnection } from "node:net";
import type { DayOfUse } from "@langnghe/domain/access";
import fc from "fast-check";
import pino from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { findKeyInUrl } from "../../apps/api/src/access/key-in-url.ts";
import { UsageMeter } from "../../apps/api/src/access/usage-meter.ts";
import { anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { rawSocket } from "../support/raw-socket.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

const LIST = "{ opinions { liveCursor } }";
const FORBIDDEN = 4403;

let world: World;
let api: TestApi;
/** One proxy is trusted here. */
let behindProxy: TestApi;
const logged: string[] = [];
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl, { log: pino({ level: "trace" }, { write: (line: string) => void logged.push(line) }) });
  behindProxy = await anApi(world.databaseUrl, { trustedProxyHops: 1 });
});

const install = (more: { allowedNetworks?: string[]; scopes?: string[] } = {}) =>
  world.domain.apiClients.install({ name: "Cổng", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id], ...more }, TEST);

async function callFrom(address: string, key: string, to = behindProxy) {
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${key}`,
    "x-forwarded-for": `198.51.100.99, ${address}`,
    "accept-language": "en",
  };
  const response = await fetch(to.url, { method: "POST", headers, body: JSON.stringify({ query: LIST }) });
  return { status: response.status, message: ((await response.json()) as any).errors?.[0].message as string | undefined };
}

async function socketFrom(address: string, key: string): Promise<number | "open"> {
  const { socket, closed, messages } = await rawSocket(behindProxy.socketUrl, { key }, { headers: { "x-forwarded-for": address } });
  if (!messages.some(({ type }) => type === "connection_ack")) return (await closed).code;
  socket.close();
  return "open";
}

/** Waits until what was counted is written: every few seconds. */
function useOf(clientId: string, isThere: (day: DayOfUse) => boolean): Promise<DayOfUse> {
  return until(
    "the calls are counted",
    async () => {
      const [day] = (await world.domain.apiClients.readUse({ clientId, days: 1 })).slice(-1);
      return day && isThere(day) ? day : undefined;
    },
    { withinMs: 15_000 },
  );
}

describe.concurrent("a key that is bound to networks", () => {
  test("is refused from elsewhere at both doors, in words that say why", async () => {
    const { client, key } = await install({ allowedNetworks: ["203.0.113.0/24", "2001:db8::/32"] });
    expect((await callFrom("203.0.113.9", key)).status).toBe(200);
    expect((await callFrom("2001:db8::9", key)).status).toBe(200);
    const refused = await callFrom("192.0.2.1", key);
    expect(refused.status).toBe(401);
    expect(refused.message).toContain("network address");
    expect(await socketFrom("203.0.113.9", key)).toBe("open");
    expect(await socketFrom("192.0.2.1", key)).toBe(FORBIDDEN);
    const { refusals } = await useOf(client.id, ({ calls }) => calls >= 4);
    expect(refusals).toEqual([{ code: "ADDRESS_NOT_ALLOWED", count: 2 }]);
  });

  test("is closed with 4403 within five seconds where its network is taken from what was agreed", async () => {
    const { client, key } = await install({ allowedNetworks: ["127.0.0.1"] });
    const { closed, messages } = await rawSocket(api.socketUrl, { key });
    expect(messages.map(({ type }) => type)).toEqual(["connection_ack"]);
    const changedAt = performance.now();
    await world.domain.apiClients.change({ clientId: client.id, allowedNetworks: ["203.0.113.0/24"] }, TEST);
    expect((await closed).code).toBe(FORBIDDEN);
    expect(performance.now() - changedAt).toBeLessThan(5_000);
  });

  test("believes nothing that is forwarded when no proxy is trusted", async () => {
    const { key } = await install({ allowedNetworks: ["203.0.113.0/24"] });
    expect((await callFrom("203.0.113.9", key, api)).status).toBe(401);
    const local = await install({ allowedNetworks: ["127.0.0.1"] });
    expect((await callFrom("192.0.2.1", local.key, api)).status).toBe(200);
  });
});

describe.concurrent("a key in a URL", () => {
  test("is found under every name and escape, and nothing else is taken for one", () => {
    const letter = fc.constantFrom(..."abcXYZ019_-");
    const key = fc.string({ unit: letter, minLength: 43, maxLength: 43 }).map((letters) => `ln_${letters}`);
    const escaped = (text: string) => [...text].map((each, place) => (place % 2 ? each : `%${each.charCodeAt(0).toString(16)}`)).join("");
    fc.assert(
      fc.property(key, fc.constantFrom("key", "access_token", "authorization", "x"), fc.boolean(), (secret, name, isEscaped) => {
        expect(findKeyInUrl(`/graphql?${name}=${isEscaped ? escaped(secret) : `Bearer%20${secret}`}&broken=%E0%A4%A`)).toBe(secret);
      }),
    );
    for (const url of ["/graphql", "/graphql?query=%7Bopinions%7BliveCursor%7D%7D", "/healthz?plan_b=1"]) expect(findKeyInUrl(url)).toBeUndefined();
  });

  test("is refused with its own code at both doors though it is shown properly too, marked as exposed, counted, and not in the log", async () => {
    const { client, key } = await install();
    const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
    const response = await fetch(`${api.url}?access_token=${key}`, { method: "POST", headers, body: JSON.stringify({ query: LIST }) });
    expect(response.status).toBe(400);
    expect(((await response.json()) as any).errors[0].extensions.code).toBe("KEY_IN_URL");
    const upgrade = await upgradeAnswer(`/graphql?authorization=Bearer%20${key}`);
    expect(upgrade).toMatch(/^HTTP\/1\.1 400 /);
    expect(upgrade).toContain("KEY_IN_URL");
    const { refusals } = await useOf(client.id, ({ calls }) => calls >= 2);
    expect(refusals).toEqual([{ code: "KEY_IN_URL", count: 2 }]);
    const [kept] = await world.domain.apiClients.findKeys([client.id]);
    expect(kept).toMatchObject({ revokedAt: null, exposedAt: expect.any(Date) });
    expect(kept?.exposedAt?.getMinutes()).toBe(0);
    expect((await api.ask(LIST, {}, { key })).status).toBe(200);
    expect(logged.join("\n")).not.toContain(key.slice(3));
  });
});

describe.concurrent("what an outside system calls", () => {
  test("is counted at both doors, with its cost and with what was refused, and the hour of its key's last use", async () => {
    const { client, key } = await install();
    const { headers } = await api.ask(LIST, {}, { key });
    expect(headers).toBeDefined();
    await api.ask("{ apiClients { id } }", {}, { key });
    await api.ask("{ nothing }", {}, { key });
    const socket = api.connect({ key });
    await askOnSocket(socket, LIST);
    await askOnSocket(socket, "{ apiClients { id } }");
    await askOnSocket(socket, "{ nothing }");
    await socket.dispose();
    const day = await useOf(client.id, ({ calls }) => calls >= 6);
    expect(day.calls).toBe(6);
    expect(day.refusals).toEqual([
      { code: "FORBIDDEN", count: 2 },
      { code: "GRAPHQL_VALIDATION_FAILED", count: 2 },
    ]);
    const perList = await costOf(LIST, key);
    const perClients = await costOf("{ apiClients { id } }", key);
    expect(day.cost).toBe(2 * perList + 2 * perClients);
    const [used] = await world.domain.apiClients.findKeys([client.id]);
    expect(used?.lastUsedAt?.getTime()).toBeGreaterThan(Date.now() - 2 * 60 * 60 * 1_000);
    expect(used?.lastUsedAt?.getMinutes()).toBe(0);
  });

  test("holds its key in use while a socket is open, though nothing is called on it, and is noted again in the next hour", async () => {
    const { client, key } = await install();
    const lastUse = async () => (await world.domain.apiClients.findKeys([client.id]))[0]?.lastUsedAt?.getTime();
    const { socket } = await rawSocket(api.socketUrl, { key });
    const first = await until("the open socket is noted", lastUse, { withinMs: 15_000 });
    expect(await world.domain.apiClients.readUse({ clientId: client.id, days: 1 })).toEqual([]);
    socket.close();

    const clock = TestClock.atPresent();
    const meter = new UsageMeter({ clients: world.domain.apiClients, clock, logger: pino({ level: "silent" }) });
    const actor = await world.domain.apiClients.authenticate({ key, address: "127.0.0.1" });
    clock.moveBy(60 * 60 * 1_000);
    meter.noteUse(actor);
    await meter.stop();
    expect(await lastUse()).toBe(first + 60 * 60 * 1_000);
  });
});

describe("the count of calls", () => {
  test("that cannot be written while the database is away is written with the next, once", async () => {
    const { client, key } = await install();
    const clock = TestClock.atPresent();
    const { apiClients } = world.domain;
    const meter = new UsageMeter({ clients: apiClients, clock, logger: pino({ level: "silent" }) });
    const actor = await apiClients.authenticate({ key, address: "127.0.0.1" });
    meter.count({ actor, cost: 3 });
    await world.domain.dataSource.query("ALTER TABLE api_client_usage RENAME TO away");
    await meter.flush();
    await world.domain.dataSource.query("ALTER TABLE away RENAME TO api_client_usage");
    meter.count({ actor, cost: 4, refusal: "FORBIDDEN" });
    await meter.stop();
    const [day] = await apiClients.readUse({ clientId: client.id, days: 1 });
    expect(day).toMatchObject({ calls: 2, cost: 7, refusals: [{ code: "FORBIDDEN", count: 1 }] });
  });

  test("leaves out staff and the public", async () => {
    const before = await world.domain.dataSource.query("SELECT count(*) FROM api_client_usage");
    await api.ask("{ units { id } }");
    await api.ask(LIST, {}, await world.aModerator());
    const { client, key } = await install();
    await api.ask(LIST, {}, { key });
    await useOf(client.id, ({ calls }) => calls === 1);
    const after = await world.domain.dataSource.query("SELECT count(*) FROM api_client_usage");
    expect(Number(after[0].count)).toBe(Number(before[0].count) + 1);
  });
});

async function costOf(query: string, key: string): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  const response = await fetch(api.url, { method: "POST", headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as any).extensions.cost;
}

/** The first bytes that answer an upgrade. */
async function upgradeAnswer(path: string): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const line = createConnection({ host: hostname, port: Number(port) });
  line.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  const [answer] = (await once(line, "data")) as [Buffer];
  line.destroy();
  return answer.toString();
}
