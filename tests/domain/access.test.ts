import { type AccessService, AccessTargetNotFound, SignInRefused, StaffAccount, Unauthenticated } from "@langnghe/domain/access";
import { isPermitted, NotAllowed, type StaffActor } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS, type UnitName } from "../support/small-union.ts";
import { aWorld, PASSWORD, TEST, type TestStaff, type World } from "../support/world.ts";

let world: World;
let access: AccessService;
let administrator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  access = world.domain.access;
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
});

const tokenOf = ({ cookie }: TestStaff) => cookie.slice(cookie.indexOf("=") + 1);
const reaches = (actor: StaffActor, permission: Parameters<typeof isPermitted>[1]) =>
  (Object.keys(UNITS) as UnitName[]).filter((unit) => isPermitted(actor, permission, UNITS[unit].id));

describe("signing in", () => {
  test("opens a session, whose token is kept as a hash only", async () => {
    const { email } = await world.aStaffMember();
    const { token, actor } = await access.signIn({ email: ` ${email.toUpperCase()} `, password: PASSWORD });
    expect(await access.authenticateSession(token)).toEqual(actor);
    const kept = JSON.stringify(await world.domain.dataSource.query("SELECT encode(token_hash, 'escape') AS hash, s.* FROM staff_session s"));
    expect(kept).not.toContain(token);
  });

  test("is refused with one and the same answer: wrong password, no such account, account switched off", async () => {
    const member = await world.aStaffMember();
    const off = await world.aStaffMember();
    await access.disableStaffAccount(off.id, administrator);
    const attempts = [
      { email: member.email, password: "sai mật khẩu 123" },
      { email: "nobody@example.org", password: PASSWORD },
      { email: off.email, password: PASSWORD },
      { email: "", password: "" },
    ];
    const failures = await Promise.all(attempts.map((attempt) => failureOf<SignInRefused>(access.signIn(attempt))));
    for (const failure of failures) expect([failure.constructor, failure.words]).toEqual([SignInRefused, failures[0]?.words]);
  });

  test("takes a password in whatever way its marks are typed", async () => {
    const { email } = await world.aStaffMember();
    await access.signIn({ email, password: PASSWORD.normalize("NFD") });
  });
});

describe("a session", () => {
  test("ends on its own when it is signed out, and with all others everywhere", async () => {
    const member = await world.aStaffMember();
    const { token: second, actor } = await access.signIn({ email: member.email, password: PASSWORD });
    await access.signOut(actor);
    expect(await failureOf(access.authenticateSession(second))).toBeInstanceOf(Unauthenticated);
    expect(await access.authenticateSession(tokenOf(member))).toMatchObject({ id: member.id });
    const { token: third } = await access.signIn({ email: member.email, password: PASSWORD });
    await access.signOutEverywhere(member);
    for (const token of [tokenOf(member), third]) expect(await failureOf(access.authenticateSession(token))).toBeInstanceOf(Unauthenticated);
  });

  test("of an account that is switched off ends at once", async () => {
    const member = await world.aStaffMember({ role: "MODERATOR" });
    await access.disableStaffAccount(member.id, administrator);
    expect(await failureOf(access.authenticateSession(tokenOf(member)))).toBeInstanceOf(Unauthenticated);
  });

  test("ends after a week, and is forgotten a month later", async () => {
    const lonely = await aWorld();
    const member = await lonely.aStaffMember();
    const DAY_MS = 24 * 60 * 60_000;
    lonely.clock.moveBy(7 * DAY_MS - 1);
    expect(await lonely.domain.access.authenticateSession(tokenOf(member))).toMatchObject({ id: member.id });
    lonely.clock.moveBy(1);
    expect(await failureOf(lonely.domain.access.authenticateSession(tokenOf(member)))).toBeInstanceOf(Unauthenticated);
    expect(await lonely.domain.access.forgetOldSessions()).toBe(0);
    lonely.clock.moveBy(30 * DAY_MS + 1);
    expect(await lonely.domain.access.forgetOldSessions()).toBe(1);
  });

  test.each(["", "x", "\u0000", "a".repeat(10_000)])("is not opened by %j", async (token) => {
    expect(await failureOf(access.authenticateSession(token))).toBeInstanceOf(Unauthenticated);
    expect(await failureOf(world.domain.apiClients.authenticate({ key: token, address: "127.0.0.1" }))).toBeInstanceOf(Unauthenticated);
  });
});

describe("a grant", () => {
  test("covers its unit and all below, and nothing beside or above", async () => {
    expect(reaches(await world.aStaffMember({ role: "MODERATOR", unit: "plantA" }), "opinion:read")).toEqual(["plantA", "boilers", "turbines"]);
    expect(reaches(await world.aStaffMember({ role: "MODERATOR", unit: "boilers" }), "opinion:read")).toEqual(["boilers"]);
    expect(reaches(await world.aStaffMember({ role: "MODERATOR" }), "opinion:read")).toHaveLength(6);
    expect(reaches(await world.aStaffMember({ role: "ANALYST" }), "opinion:read")).toEqual([]);
  });

  test("given twice is one; taken back it ends with the next request", async () => {
    const member = await world.aStaffMember({ role: "MODERATOR", unit: "plantA" });
    await access.grantRole({ staffId: member.id, role: "MODERATOR", unitId: UNITS.plantA.id }, administrator);
    const [grant, ...others] = await access.findGrants([member.id]);
    expect(others).toEqual([]);
    await access.revokeGrant(grant?.id ?? "", administrator);
    expect(reaches(await access.authenticateSession(tokenOf(member)), "opinion:read")).toEqual([]);
    expect(await failureOf(access.revokeGrant(grant?.id ?? "", administrator))).toBeInstanceOf(AccessTargetNotFound);
  });
});

describe("an administrator of a part of the union", () => {
  test("gives and takes roles in that part only, and is not told what lies outside", async () => {
    const ofPlantA = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
    const member = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
    await access.grantRole({ staffId: member.id, role: "EDITOR", unitId: UNITS.boilers.id }, ofPlantA);
    for (const unit of ["plantB", "union"] as const) {
      const grant = access.grantRole({ staffId: member.id, role: "EDITOR", unitId: UNITS[unit].id }, ofPlantA);
      expect(await failureOf(grant)).toBeInstanceOf(NotAllowed);
    }
    const ofPlantB = (await access.findGrants([member.id])).find(({ unitId }) => unitId === UNITS.plantB.id);
    for (const id of [ofPlantB?.id ?? "", "00000000-0000-4000-8000-000000000999", "none"]) {
      expect(await failureOf(access.revokeGrant(id, ofPlantA))).toBeInstanceOf(AccessTargetNotFound);
    }
  });

  test("neither lists nor makes nor switches off accounts, which are the whole organization's", async () => {
    const ofPlantA = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
    const attempts = [
      access.listStaff(ofPlantA),
      access.createStaffAccount({ name: "X", email: "x@example.org", password: PASSWORD, locale: "VI" }, ofPlantA),
      access.disableStaffAccount(administrator.id, ofPlantA),
    ];
    for (const failure of await Promise.all(attempts.map(failureOf))) expect(failure).toBeInstanceOf(NotAllowed);
    expect(await access.listStaff(administrator)).not.toHaveLength(0);
  });
});

describe("an account", () => {
  test.each([
    ["email", { email: "no address" }],
    ["email", { email: "a@b" }],
    ["name", { name: "  " }],
    ["name", { name: "Lan \ud83d" }],
    ["name", { name: "Lan\u0000" }],
    ["email", { email: "lan\u0000@example.org" }],
    ["password", { password: "11 ký tự ok".slice(0, 11) }],
  ])("is refused for its %s", async (field, change) => {
    const account = { name: "Lan", email: `${crypto.randomUUID()}@example.org`, password: PASSWORD, locale: "VI" as const, ...change };
    expect(await failureOf(access.createStaffAccount(account, TEST))).toMatchObject({ code: "STAFF_ACCOUNT_REFUSED", field });
  });

  test("is one per address, in any case, also when two are made at the same moment", async () => {
    const make = (email: string) => access.createStaffAccount({ name: "Lan", email, password: PASSWORD, locale: "VI" }, administrator);
    const outcomes = await Promise.allSettled([make("lan@example.org"), make("LAN@example.org"), make(" lan@Example.org")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await world.domain.dataSource.manager.countBy(StaffAccount, { email: "lan@example.org" })).toBe(1);
  });
});
