import { createDomain } from "@langnghe/domain";
import {
  deviceOf,
  LastFactor,
  LOCAL_SIGN_IN,
  ProofRefused,
  SecondFactorNeeded,
  SignInRefused,
  SignInThrottled,
  StepUpRequired,
  Unauthenticated,
} from "@langnghe/domain/access";
import fc from "fast-check";
import { generate } from "otplib";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { aWorld, PASSWORD, type TestStaff, type World } from "../support/world.ts";

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

/** Each test in a minute of its own: a code of the app is taken once. */
beforeEach(() => world.clock.moveBy(MINUTE_MS));

const tokenOf = ({ cookie }: TestStaff) => cookie.slice(cookie.indexOf("=") + 1);
const codeOf = (secret: string, laterMs = 0) => generate({ secret, epoch: Math.floor((world.clock.now().getTime() + laterMs) / 1000) });
const actsOf = async (id: string): Promise<string[]> =>
  (await world.domain.dataSource.query("SELECT action FROM audit_entry WHERE actor_id = $1 OR subject_ids @> ARRAY[$1::uuid] ORDER BY id", [id])).map(
    ({ action }: { action: string }) => action,
  );

async function withApp(): Promise<{ member: TestStaff; secret: string; recoveryCodes: readonly string[] }> {
  const member = await world.aStaffMember({ role: "MODERATOR" });
  const { secret } = await world.domain.factors.beginTotp(member);
  const { recoveryCodes } = await world.domain.factors.confirmTotp(await codeOf(secret, -30_000), member);
  return { member, secret, recoveryCodes };
}

describe("an account with an authenticator app", () => {
  test("is not opened by the password alone, nor with a wrong code, but with the code of the moment", async () => {
    const { member, secret } = await withApp();
    const signIn = (code?: string) => world.domain.signIn.withPassword({ email: member.email, password: PASSWORD, code });
    expect(await failureOf(signIn())).toMatchObject({ constructor: SecondFactorNeeded, takesCode: true });
    expect(await failureOf(signIn(" "))).toBeInstanceOf(SecondFactorNeeded);
    const right = await codeOf(secret);
    const wrong = right === "123456" ? "654321" : "123456";
    expect(await failureOf(signIn(wrong))).toBeInstanceOf(SignInRefused);
    expect((await signIn(right)).actor.id).toBe(member.id);
  });

  test("takes a code once, and none of a step before it", async () => {
    const { member, secret } = await withApp();
    const signIn = (code: string) => world.domain.signIn.withPassword({ email: member.email, password: PASSWORD, code });
    const [next, now] = await Promise.all([codeOf(secret, 30_000), codeOf(secret)]);
    const outcomes = await Promise.allSettled([signIn(next), signIn(next), signIn(next)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await failureOf(signIn(now))).toBeInstanceOf(SignInRefused);
  });

  test("does not tell by a right code that the password was wrong", async () => {
    const { member, secret } = await withApp();
    const attempt = { email: member.email, password: "sai mật khẩu 123", code: await codeOf(secret) };
    expect(await failureOf(world.domain.signIn.withPassword(attempt))).toBeInstanceOf(SignInRefused);
  });

  test("is opened by each of ten recovery codes once, however it is typed", async () => {
    const { member, recoveryCodes } = await withApp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = ""] = recoveryCodes;
    const signIn = (code: string) => world.domain.signIn.withPassword({ email: member.email, password: PASSWORD, code });
    expect((await signIn(` ${first.toUpperCase().replaceAll("-", " ")} `)).actor.id).toBe(member.id);
    expect(await failureOf(signIn(first))).toBeInstanceOf(SignInRefused);
    expect((await world.domain.factors.count(member)).recoveryCodeCount).toBe(9);
  });

  test("loses its earlier recovery codes when new ones are drawn", async () => {
    const { member, recoveryCodes } = await withApp();
    await world.domain.factors.drawRecoveryCodes(member);
    const attempt = { email: member.email, password: PASSWORD, code: recoveryCodes[0] };
    expect(await failureOf(world.domain.signIn.withPassword(attempt))).toBeInstanceOf(SignInRefused);
  });

  test("keeps it when it is the last way, and its secret and codes stand nowhere as they are", async () => {
    const { member, secret, recoveryCodes } = await withApp();
    expect(await failureOf(world.domain.factors.removeTotp(member))).toBeInstanceOf(LastFactor);
    const rows = await world.domain.dataSource.query(
      "SELECT encode(sealed, 'escape') AS sealed, encode(code_hash, 'escape') AS hash FROM totp_secret JOIN recovery_code USING (staff_id) WHERE staff_id = $1",
      [member.id],
    );
    expect(rows).toHaveLength(10);
    for (const text of [secret, ...recoveryCodes]) expect(JSON.stringify(rows)).not.toContain(text);
  });
});

describe("a sensitive act", () => {
  test("wants a proof of the last ten minutes, which password and code give", async () => {
    const { member, secret } = await withApp();
    const { stepUp, access } = world.domain;
    const signedIn = await access.authenticateSession((await stepUpWith(member, await codeOf(secret))).token);
    world.clock.moveBy(10 * MINUTE_MS - 1);
    stepUp.requireFreshProof(signedIn);
    world.clock.moveBy(1);
    expect(() => stepUp.requireFreshProof(signedIn)).toThrow(StepUpRequired);
    expect(await failureOf(stepUpWith(member))).toBeInstanceOf(SecondFactorNeeded);
    const proved = await stepUpWith(member, await codeOf(secret));
    stepUp.requireFreshProof(await access.authenticateSession(proved.token));
  });

  const stepUpWith = (member: TestStaff, code?: string) => world.domain.stepUp.withPassword({ password: PASSWORD, code }, member);

  test("is not given by the token from before the proof, which ends within a minute", async () => {
    const member = await world.aStaffMember({ role: "MODERATOR" });
    world.clock.moveBy(11 * MINUTE_MS);
    const { token } = await stepUpWith(member);
    expect(token).not.toBe(tokenOf(member));
    const outgoing = await world.domain.access.authenticateSession(tokenOf(member));
    expect(() => world.domain.stepUp.requireFreshProof(outgoing)).toThrow(StepUpRequired);
    world.clock.moveBy(MINUTE_MS + 1);
    expect(await failureOf(world.domain.access.authenticateSession(tokenOf(member)))).toBeInstanceOf(Unauthenticated);
    expect((await world.domain.access.authenticateSession(token)).sessionId).toBe(member.sessionId);
  });

  test("stays refused with a wrong password, and that is written down", async () => {
    const member = await world.aStaffMember();
    const attempt = world.domain.stepUp.withPassword({ password: "sai mật khẩu 123" }, member);
    expect(await failureOf(attempt)).toBeInstanceOf(ProofRefused);
    expect(await actsOf(member.id)).toContain("refused:step-up");
  });
});

describe("where a second factor is required", () => {
  test("a password opens a session that may do nothing until one is set up", async () => {
    const { databaseUrl, clock, domain } = world;
    const strict = await createDomain({
      dataSource: domain.dataSource,
      databaseUrl,
      clock,
      signInSettings: { ...LOCAL_SIGN_IN, secondFactor: "REQUIRE" },
    });
    const { email } = await world.aStaffMember({ role: "MODERATOR" });
    const { actor } = await strict.signIn.withPassword({ email, password: PASSWORD });
    expect([actor.isLimited, actor.reach]).toEqual([true, {}]);
    const { secret } = await strict.factors.beginTotp(actor);
    const risen = await strict.factors.confirmTotp(await codeOf(secret), actor);
    expect(risen.actor.isLimited).toBe(false);
    expect(Object.keys(risen.actor.reach)).toContain("opinion:read");
    await strict.close();
  });
});

describe("wrong tries", () => {
  const wrong = (email: string, browserToken?: string) =>
    failureOf(world.domain.signIn.withPassword({ email, password: "sai mật khẩu 123" }, { device: deviceOf(undefined), browserToken }));

  test("make strangers wait, for addresses with an account and without one alike, and no longer than a quarter of an hour", async () => {
    const member = await world.aStaffMember();
    const kindsFor = async (email: string) => {
      const kinds = [];
      for (let n = 0; n < 11; n++) kinds.push((await wrong(email)).constructor);
      return kinds;
    };
    const known = await kindsFor(member.email);
    expect(known).toEqual([...Array(10).fill(SignInRefused), SignInThrottled]);
    expect(await kindsFor("nobody-at-all@example.org")).toEqual(known);
    for (let n = 0; n < 12; n++) {
      world.clock.moveBy(15 * MINUTE_MS);
      expect(await wrong(member.email)).toBeInstanceOf(SignInRefused);
    }
    world.clock.moveBy(15 * MINUTE_MS);
    expect((await world.domain.signIn.withPassword({ email: member.email, password: PASSWORD })).actor.id).toBe(member.id);
  });

  test("of strangers do not keep the owner out of the browser they have signed in with before", async () => {
    const { email, id } = await world.aStaffMember();
    const { browserToken } = await world.domain.signIn.withPassword({ email, password: PASSWORD });
    for (let n = 0; n < 11; n++) await wrong(email);
    const attempt = { email, password: PASSWORD };
    expect(await failureOf(world.domain.signIn.withPassword(attempt))).toBeInstanceOf(SignInThrottled);
    expect((await world.domain.signIn.withPassword(attempt, { device: deviceOf(undefined), browserToken })).actor.id).toBe(id);
  });

  test("are counted for a browser too, and another person's browser helps nobody", async () => {
    const [victim, other] = [await world.aStaffMember(), await world.aStaffMember()];
    const { browserToken } = await world.domain.signIn.withPassword({ email: other.email, password: PASSWORD });
    for (let n = 0; n < 10; n++) await wrong(victim.email, browserToken);
    expect(await wrong(victim.email)).toBeInstanceOf(SignInThrottled);
  });

  test("and right ones are written down, each by how it was shown", async () => {
    const { member, secret } = await withApp();
    world.clock.moveBy(MINUTE_MS);
    await wrong(member.email);
    await world.domain.signIn.withPassword({ email: member.email, password: PASSWORD, code: await codeOf(secret) });
    expect(await actsOf(member.id)).toEqual(
      expect.arrayContaining(["refused:password", "totp:add", "session:start", "proof:password", "proof:totp"]),
    );
  });
});

describe("the sessions of a person", () => {
  test("are listed with the families of browser and system, and ended one by one or all but this one", async () => {
    const member = await world.aStaffMember();
    const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    const enter = () => world.domain.signIn.withPassword({ email: member.email, password: PASSWORD }, { device: deviceOf(agent) });
    const [second, third] = [await enter(), await enter()];
    const listed = await world.domain.sessions.list(member);
    expect(listed.map(({ browser, system }) => `${browser} ${system}`).toSorted()).toEqual(["CHROME WINDOWS", "CHROME WINDOWS", "OTHER OTHER"]);
    await world.domain.sessions.end(second.actor.sessionId, member);
    expect(await failureOf(world.domain.access.authenticateSession(second.token))).toBeInstanceOf(Unauthenticated);
    expect(await world.domain.sessions.endOthers(member)).toBe(1);
    expect(await failureOf(world.domain.access.authenticateSession(third.token))).toBeInstanceOf(Unauthenticated);
    expect((await world.domain.access.authenticateSession(tokenOf(member))).id).toBe(member.id);
  });

  test("all end but this one when the password is changed", async () => {
    const member = await world.aStaffMember();
    const { token } = await world.domain.signIn.withPassword({ email: member.email, password: PASSWORD });
    await world.domain.factors.changePassword("một mật khẩu khác", member);
    expect(await failureOf(world.domain.access.authenticateSession(token))).toBeInstanceOf(Unauthenticated);
    expect((await world.domain.access.authenticateSession(tokenOf(member))).id).toBe(member.id);
    expect(await failureOf(world.domain.signIn.withPassword({ email: member.email, password: PASSWORD }))).toBeInstanceOf(SignInRefused);
  });

  test("of others are not found", async () => {
    const [member, other] = [await world.aStaffMember(), await world.aStaffMember()];
    expect(await failureOf(world.domain.sessions.end(other.sessionId, member))).toMatchObject({ code: "NOT_FOUND" });
    expect((await world.domain.access.authenticateSession(tokenOf(other))).id).toBe(other.id);
  });

  test("keep nothing of a user agent but two words from a list", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (agent) => {
        const { browser, system } = deviceOf(agent);
        expect(`${browser} ${system}`).toMatch(/^(CHROME|EDGE|FIREFOX|SAFARI|OPERA|OTHER) (WINDOWS|MACOS|LINUX|ANDROID|IOS|OTHER)$/);
      }),
    );
  });
});
