import { randomUUID } from "node:crypto";
import {
  AccessTargetNotFound,
  type ApiClientService,
  ApiKey,
  CLIENT_SCOPES,
  KeyRefused,
  needsConfirmation,
  Unauthenticated,
} from "@langnghe/domain/access";
import { isPermitted, type StaffActor } from "@langnghe/domain/foundation";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS, type UnitName } from "../support/small-union.ts";
import { aWorld, TEST, type TestStaff, type World } from "../support/world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const HERE = "203.0.113.7";
const READING = { name: "Cổng nhân sự", scopes: ["opinion:read"], unitIds: [UNITS.plantA.id] };
const SENDING = { ...READING, scopes: ["opinion:submit"], unitIds: [UNITS.union.id] };

let world: World;
let clients: ApiClientService;
let administrator: TestStaff;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  clients = world.domain.apiClients;
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
  moderator = await world.aModerator("plantA");
});

const knock = (key: string | null, address = HERE) => clients.authenticate({ key: key ?? "none", address });
const refusalOf = async (key: string | null, address = HERE) => (await failureOf<KeyRefused>(knock(key, address))).reason;
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS);
const keysOf = (clientId: string) => clients.findKeys([clientId]);

async function aReadingKey(asked: Parameters<ApiClientService["create"]>[0] = READING): Promise<{ id: string; key: string }> {
  const { client } = await clients.create(asked, administrator);
  const { key } = await clients.confirm({ ...asked, clientId: client.id }, moderator);
  return { id: client.id, key: key ?? "" };
}

describe("a call of an outside system", () => {
  test("is accepted exactly when scope, unit, network and time all hold", { timeout: 60_000 }, async () => {
    const networks = { "203.0.113.0/24": "203.0.113.9", "2001:db8::/32": "2001:db8::9", "198.51.100.4/32": "198.51.100.4" } as const;
    const below: Record<UnitName, readonly UnitName[]> = {
      union: ["union", "plantA", "plantB", "boilers", "turbines", "tiny"],
      plantA: ["plantA", "boilers", "turbines"],
      plantB: ["plantB", "tiny"],
      boilers: ["boilers"],
      turbines: ["turbines"],
      tiny: ["tiny"],
    };
    const unit = fc.constantFrom(...(Object.keys(UNITS) as UnitName[]));
    const network = fc.constantFrom(...(Object.keys(networks) as (keyof typeof networks)[]));
    const agreed = fc.record({
      scopes: fc.uniqueArray(fc.constantFrom(...CLIENT_SCOPES), { minLength: 1 }),
      units: fc.uniqueArray(unit, { minLength: 1, maxLength: 3 }),
      networks: fc.uniqueArray(network, { maxLength: 2 }),
      days: fc.integer({ min: 1, max: 366 }),
    });
    const call = fc.record({ scope: fc.constantFrom(...CLIENT_SCOPES), unit, from: network, afterDays: fc.integer({ min: 0, max: 400 }) });
    await fc.assert(
      fc.asyncProperty(agreed, fc.array(call, { minLength: 1, maxLength: 8 }), async ({ scopes, units, networks: from, days }, calls) => {
        const start = world.clock.now();
        const unitIds = units.map((name) => UNITS[name].id);
        const { key } = await clients.install({ name: "X", scopes, unitIds, allowedNetworks: from, expiresAt: inDays(days) }, TEST);
        for (const asked of calls) {
          world.clock.moveTo(new Date(start.getTime() + asked.afterDays * DAY_MS));
          const actor = await knock(key, networks[asked.from]).catch(() => undefined);
          const isAccepted = actor !== undefined && isPermitted(actor, asked.scope, UNITS[asked.unit].id);
          const isInScope = scopes.includes(asked.scope);
          const isInUnit = units.some((name) => below[name].includes(asked.unit));
          const isFromThere = from.length === 0 || from.includes(asked.from);
          expect(isAccepted).toBe(isInScope && isInUnit && isFromThere && asked.afterDays < days);
        }
        world.clock.moveTo(start);
      }),
      { numRuns: 40 },
    );
  });

  test("that is refused is told why, unless nobody ever had its key", async () => {
    const { client, key } = await clients.create({ ...SENDING, allowedNetworks: ["203.0.113.0/24"], expiresAt: inDays(10) }, administrator);
    expect((await knock(key)).id).toBe(client.id);
    expect(await refusalOf(key, "192.0.2.1")).toBe("ADDRESS_NOT_ALLOWED");
    world.clock.moveBy(10 * DAY_MS);
    expect(await refusalOf(key)).toBe("KEY_EXPIRED");
    await clients.revoke(client.id, administrator);
    expect(await refusalOf(key)).toBe("KEY_REVOKED");
    const unknown = await failureOf(knock(`ln_${"x".repeat(43)}`));
    expect(unknown).toBeInstanceOf(Unauthenticated);
    expect(unknown).not.toBeInstanceOf(KeyRefused);
  });

  test("leaves of its key a hash and nine letters, and nothing of where it came from", async () => {
    const { client, key } = await clients.create(SENDING, administrator);
    await knock(key, "192.0.2.123");
    const rows = JSON.stringify([
      await world.domain.dataSource.query("SELECT *, encode(key_hash, 'escape') FROM api_key WHERE client_id = $1", [client.id]),
      await world.domain.dataSource.query("SELECT * FROM api_client WHERE id = $1", [client.id]),
    ]);
    expect(rows).toContain(key?.slice(0, 9));
    expect(rows).not.toContain(key?.slice(0, 10));
    expect(rows).not.toContain("192.0.2.123");
  });
});

describe("a system that reads", () => {
  test("gets its key from a second person who may read there, and the administrator never holds one", async () => {
    const { client, key } = await clients.create(READING, administrator);
    expect(key).toBeNull();
    expect(await keysOf(client.id)).toEqual([]);
    expect((await clients.listToConfirm(moderator)).map(({ id }) => id)).toContain(client.id);
    const confirmed = await clients.confirm({ ...READING, clientId: client.id }, moderator);
    expect(isPermitted(await knock(confirmed.key), "opinion:read", UNITS.boilers.id)).toBe(true);
    expect((await clients.listToConfirm(moderator)).map(({ id }) => id)).not.toContain(client.id);
    expect((await clients.rotate(client.id, administrator)).key).toBeNull();
    expect(await keysOf(client.id)).toHaveLength(1);
  });

  test.each([
    ["an administrator", () => administrator],
    ["a leader", () => world.aStaffMember({ role: "LEADER" })],
    ["a moderator of another plant", () => world.aModerator("plantB")],
    ["a moderator of a part of its units", () => world.aModerator("boilers")],
  ])("is not confirmed by %s", async (_who, find) => {
    const { client } = await clients.create(READING, administrator);
    const other = await find();
    expect(await failureOf(clients.confirm({ ...READING, clientId: client.id }, other))).toBeInstanceOf(AccessTargetNotFound);
    expect((await clients.listToConfirm(other)).map(({ id }) => id)).not.toContain(client.id);
  });

  test("is not confirmed by whoever asked, though they may read there", async () => {
    const both = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
    await world.domain.access.grantRole({ staffId: both.id, role: "MODERATOR", unitId: UNITS.plantA.id }, TEST);
    const { actor } = await world.domain.access.signIn({ email: both.email, password: "mật khẩu đủ dài 1" });
    const { client } = await clients.create(READING, actor);
    expect(await failureOf(clients.confirm({ ...READING, clientId: client.id }, actor))).toMatchObject({ reason: "SAME_PERSON" });
  });

  test("is confirmed as it was seen, and not as it was changed meanwhile", async () => {
    const { client } = await clients.create(READING, administrator);
    await clients.change({ clientId: client.id, scopes: ["opinion:read", "opinion:triage"] }, administrator);
    expect(await failureOf(clients.confirm({ ...READING, clientId: client.id }, moderator))).toMatchObject({ reason: "CHANGED" });
  });

  test("loses at once what is taken from it, and gets more only when that is confirmed", async () => {
    const { id, key } = await aReadingKey({ ...READING, scopes: ["opinion:read", "article:read"] });
    await clients.change({ clientId: id, scopes: ["opinion:read", "opinion:triage"], unitIds: [UNITS.plantA.id, UNITS.plantB.id] }, administrator);
    const may = async () => {
      const actor = await knock(key);
      const asked = [
        ["opinion:read", "plantA"],
        ["opinion:read", "plantB"],
        ["opinion:triage", "plantA"],
        ["article:read", "plantA"],
      ] as const;
      return asked.map(([scope, unit]) => isPermitted(actor, scope, UNITS[unit].id));
    };
    expect(await may()).toEqual([true, false, false, false]);
    const ofBoth = await world.aModerator("union");
    const seen = { clientId: id, scopes: ["opinion:triage", "opinion:read"], unitIds: [UNITS.plantB.id, UNITS.plantA.id] };
    expect((await clients.confirm(seen, ofBoth)).key).toBeNull();
    expect(await may()).toEqual([true, true, true, false]);
  });

  test("whose first key was shown to an administrator does not read with that one, whatever is confirmed later", async () => {
    const { client, key } = await clients.create(SENDING, administrator);
    const scopes = ["opinion:submit", "opinion:read"];
    await clients.change({ clientId: client.id, scopes }, administrator);
    const ofAll = await world.aModerator("union");
    const confirmed = await clients.confirm({ ...SENDING, scopes, clientId: client.id }, ofAll);
    expect(isPermitted(await knock(key), "opinion:read", UNITS.union.id)).toBe(false);
    expect(isPermitted(await knock(key), "opinion:submit", UNITS.union.id)).toBe(true);
    expect(isPermitted(await knock(confirmed.key), "opinion:read", UNITS.union.id)).toBe(true);
  });

  test("narrowed to sending, rotated and widened again leaves no reading key with the administrator", async () => {
    const { id } = await aReadingKey({ ...READING, scopes: ["opinion:read", "opinion:submit"] });
    await clients.change({ clientId: id, scopes: ["opinion:submit"] }, administrator);
    const { key } = await clients.rotate(id, administrator);
    await clients.change({ clientId: id, scopes: ["opinion:submit", "opinion:read"] }, administrator);
    const actor = await knock(key);
    for (const scope of CLIENT_SCOPES.filter(needsConfirmation)) expect(isPermitted(actor, scope, UNITS.plantA.id)).toBe(false);
  });
});

describe("two keys at once", () => {
  test("work for a week, then the old one ends; there is never a third", async () => {
    const { client, key: old } = await clients.create(SENDING, administrator);
    const { key: fresh } = await clients.rotate(client.id, administrator);
    expect((await Promise.all([knock(old), knock(fresh)])).map(({ id }) => id)).toEqual([client.id, client.id]);
    expect(await failureOf(clients.rotate(client.id, administrator))).toMatchObject({ reason: "TWO_KEYS" });
    world.clock.moveBy(7 * DAY_MS);
    expect(await refusalOf(old)).toBe("KEY_EXPIRED");
    await knock(fresh);
    await clients.rotate(client.id, administrator);
  });

  test("asked for at the same moment are two and not more", async () => {
    const { client } = await clients.create(SENDING, administrator);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => clients.rotate(client.id, administrator)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await keysOf(client.id)).toHaveLength(2);
  });

  test("are revoked each by itself", async () => {
    const { client, key: old } = await clients.create(SENDING, administrator);
    world.clock.moveBy(1);
    const { key: fresh } = await clients.rotate(client.id, administrator);
    const [, first] = await keysOf(client.id);
    await clients.revokeKey(first?.id ?? "", administrator);
    expect(await refusalOf(old)).toBe("KEY_REVOKED");
    await knock(fresh);
  });

  test("of a system that reads are made when somebody confirms, and until then the old one goes on", async () => {
    const { id, key: old } = await aReadingKey();
    await clients.rotate(id, administrator);
    await knock(old);
    const { key: fresh } = await clients.confirm({ ...READING, clientId: id }, moderator);
    expect((await Promise.all([knock(old), knock(fresh)])).every((actor) => isPermitted(actor, "opinion:read", UNITS.plantA.id))).toBe(true);
  });

  test("end when they were made to end: extending what was agreed extends no key", async () => {
    const { client, key } = await clients.create({ ...SENDING, expiresAt: inDays(10) }, administrator);
    await clients.change({ clientId: client.id, expiresAt: inDays(100) }, administrator);
    world.clock.moveBy(11 * DAY_MS);
    expect(await refusalOf(key)).toBe("KEY_EXPIRED");
    await knock((await clients.rotate(client.id, administrator)).key);
  });
});

describe("what is agreed", () => {
  test.each([
    ["NAME", { name: " " }],
    ["NAME", { purpose: "x".repeat(501) }],
    ["SCOPES", { scopes: [] }],
    ["SCOPES", { scopes: ["article:approve"] }],
    ["SCOPES", { scopes: ["access:manage"] }],
    ["SCOPES", { scopes: ["opinion:read", "opinion:everything"] }],
    ["UNITS", { unitIds: [] }],
    ["NETWORKS", { allowedNetworks: ["203.0.113.0/24", "mạng nội bộ"] }],
    ["NETWORKS", { allowedNetworks: Array.from({ length: 21 }, (_, n) => `10.0.0.${n}`) }],
    ["EXPIRY", { expiresAt: new Date(0) }],
    ["EXPIRY", { expiresAt: new Date("2029-01-01") }],
    ["EXPIRY", { expiresAt: new Date("no date") }],
  ])("is refused for its %s: %j", async (reason, change) => {
    expect(await failureOf(clients.create({ ...SENDING, ...change }, administrator))).toMatchObject({ code: "BAD_USER_INPUT", reason });
  });

  test("is kept by administrators of all its units, and hidden from those of none", async () => {
    const ofPlantA = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
    const own = await clients.create({ ...READING, unitIds: [UNITS.boilers.id] }, ofPlantA);
    const shared = await clients.create({ ...READING, unitIds: [UNITS.boilers.id, UNITS.plantB.id] }, administrator);
    const foreign = await clients.create({ ...READING, unitIds: [UNITS.plantB.id] }, administrator);
    const seen = (await clients.list(ofPlantA)).map(({ id }) => id);
    expect([own, shared, foreign].map(({ client }) => seen.includes(client.id))).toEqual([true, true, false]);
    const acts: readonly ((id: string, actor: StaffActor) => Promise<unknown>)[] = [
      (clientId, actor) => clients.change({ clientId, name: "Y" }, actor),
      (clientId, actor) => clients.rotate(clientId, actor),
      (clientId, actor) => clients.revoke(clientId, actor),
    ];
    for (const act of acts) {
      for (const id of [shared.client.id, foreign.client.id, randomUUID(), "none"])
        expect(await failureOf(act(id, ofPlantA))).toBeInstanceOf(AccessTargetNotFound);
      await act(own.client.id, ofPlantA);
    }
    for (const unitIds of [[UNITS.plantB.id], [UNITS.boilers.id, UNITS.union.id], [randomUUID()]])
      expect(await failureOf(clients.create({ ...READING, unitIds }, ofPlantA))).toBeInstanceOf(AccessTargetNotFound);
  });

  test("and each key are in the audit, under who did it", async () => {
    const { id } = await aReadingKey();
    await clients.rotate(id, administrator);
    await clients.confirm({ ...READING, clientId: id }, moderator);
    const [key] = await keysOf(id);
    await clients.revokeKey(key?.id ?? "", administrator);
    await clients.revoke(id, administrator);
    const rows: { action: string; actor_id: string }[] = await world.domain.dataSource.query(
      "SELECT action, actor_id FROM audit_entry WHERE $1 = ANY(subject_ids) ORDER BY id",
      [id],
    );
    expect(rows.map(({ action, actor_id }) => `${action} ${actor_id === moderator.id ? "moderator" : "administrator"}`)).toEqual([
      "client:create administrator",
      "client:confirm moderator",
      "key:make moderator",
      "key:request administrator",
      "client:confirm moderator",
      "key:make moderator",
      "key:revoke administrator",
      "client:revoke administrator",
    ]);
  });
});

describe("what a system did", () => {
  test("is added up by the day in Việt Nam, with refusals by reason, and forgotten after 90 days", async () => {
    const { id } = await aReadingKey();
    const [key] = await keysOf(id);
    const hour = (iso: string) => new Date(iso);
    world.clock.moveTo(hour("2027-03-10T03:00:00Z"));
    const use = { clientId: id, cost: 10, refusals: [{ code: "FORBIDDEN", count: 1 }], keyIds: [key?.id ?? ""] };
    // 17:00 in UTC is midnight in Việt Nam.
    await clients.addUse([
      { ...use, hour: hour("2027-03-08T16:00:00Z"), calls: 2 },
      { ...use, hour: hour("2027-03-08T17:00:00Z"), calls: 3 },
    ]);
    await clients.addUse([{ ...use, hour: hour("2027-03-08T17:00:00Z"), calls: 4, refusals: [{ code: "TOO_COSTLY", count: 5 }] }]);
    expect(await clients.readUse({ clientId: id, days: 3 })).toEqual([
      { day: "2027-03-08", calls: 2, cost: 10, refusals: [{ code: "FORBIDDEN", count: 1 }] },
      {
        day: "2027-03-09",
        calls: 7,
        cost: 20,
        refusals: [
          { code: "TOO_COSTLY", count: 5 },
          { code: "FORBIDDEN", count: 1 },
        ],
      },
    ]);
    expect(await clients.readUse({ clientId: id, days: 2 })).toHaveLength(1);
    expect((await world.domain.dataSource.manager.findOneByOrFail(ApiKey, { id: key?.id ?? "" })).lastUsedAt).toEqual(hour("2027-03-08T17:00:00Z"));
    world.clock.moveBy(90 * DAY_MS);
    expect(await clients.forgetOldUse()).toBe(2);
    expect(await clients.readUse({ clientId: id, days: 366 })).toEqual([]);
  });
});
