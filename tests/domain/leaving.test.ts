import { AccessTargetNotFound, InvitationEnded, SignInRefused, StaffAccountRefused, Unauthenticated } from "@langnghe/domain/access";
import { NotAllowed } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, PASSWORD, type TestStaff, type World } from "../support/world.ts";

let world: World;
let administrator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
});

const DAY_MS = 24 * 60 * 60_000;
const tokenOf = ({ cookie }: TestStaff) => cookie.slice(cookie.indexOf("=") + 1);
const invite = (email = `${crypto.randomUUID()}@example.org`) =>
  world.domain.invitations.invite({ name: "Lý Thị Mến", email, locale: "VI" }, administrator);
const actsOn = async (id: string): Promise<string[]> =>
  (await world.domain.dataSource.query("SELECT action FROM audit_entry WHERE subject_ids @> ARRAY[$1::uuid] ORDER BY id", [id])).map(
    ({ action }: { action: string }) => action,
  );

describe("an invitation", () => {
  test("opens an account once, whose owner alone sets the password", async () => {
    const { account, token } = await invite();
    expect(await failureOf(world.domain.access.signIn({ email: account.email, password: "" }))).toBeInstanceOf(SignInRefused);
    expect((await world.domain.invitations.find(token)).id).toBe(account.id);
    const takers = Array.from({ length: 3 }, () => world.domain.invitations.accept({ token, password: PASSWORD }));
    const outcomes = await Promise.allSettled(takers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(InvitationEnded);
    expect((await world.domain.access.signIn({ email: account.email, password: PASSWORD })).actor.id).toBe(account.id);
  });

  test("without a password opens a session that may do nothing but make a passkey", async () => {
    const { account, token } = await invite();
    await world.domain.access.grantRole({ staffId: account.id, role: "MODERATOR", unitId: UNITS.union.id }, administrator);
    const { actor } = await world.domain.invitations.accept({ token });
    expect([actor.isLimited, actor.reach]).toEqual([true, {}]);
  });

  test("holds for seven days, and not for an account that was switched off meanwhile", async () => {
    const [{ token }, off] = [await invite(), await invite()];
    await world.domain.access.disableStaffAccount(off.account.id, administrator);
    expect(await failureOf(world.domain.invitations.find(off.token))).toBeInstanceOf(InvitationEnded);
    world.clock.moveBy(7 * DAY_MS - 1);
    await world.domain.invitations.find(token);
    world.clock.moveBy(1);
    expect(await failureOf(world.domain.invitations.accept({ token, password: PASSWORD }))).toBeInstanceOf(InvitationEnded);
    administrator = await world.aStaffMember({ role: "ADMINISTRATOR" });
  });

  test("is kept as a hash, and refused for an address that has an account or a password that is too short", async () => {
    const { account, token } = await invite();
    const kept = JSON.stringify(await world.domain.dataSource.query("SELECT i.*, encode(token_hash, 'escape') FROM invitation i"));
    expect(kept).not.toContain(token);
    expect(await failureOf(invite(account.email.toUpperCase()))).toMatchObject({ constructor: StaffAccountRefused, field: "email" });
    expect(await failureOf(world.domain.invitations.accept({ token, password: "ngắn" }))).toMatchObject({ field: "password" });
    await world.domain.invitations.find(token);
  });
});

describe("giving somebody's sign-in anew", () => {
  test("ends what they had, is written down and told to them, and only the newest link holds", async () => {
    const member = await world.aStaffMember();
    const first = await world.domain.invitations.reset(member.id, administrator);
    const { token } = await world.domain.invitations.reset(member.id, administrator);
    expect(await failureOf(world.domain.access.authenticateSession(tokenOf(member)))).toBeInstanceOf(Unauthenticated);
    expect(await failureOf(world.domain.access.signIn({ email: member.email, password: PASSWORD }))).toBeInstanceOf(SignInRefused);
    expect(await failureOf(world.domain.invitations.find(first.token))).toBeInstanceOf(InvitationEnded);
    expect(await actsOn(member.id)).toContain("factors:reset");
    await world.domain.invitations.accept({ token, password: PASSWORD });
    const [account] = await world.domain.access.findStaff([member.id]);
    expect(account?.factorsResetAt).toEqual(world.clock.now());
  });

  test("is for the organization's administrators, and for nobody's own account", async () => {
    const ofPlantA = await world.aStaffMember({ role: "ADMINISTRATOR", unit: "plantA" });
    const member = await world.aStaffMember();
    expect(await failureOf(world.domain.invitations.reset(member.id, ofPlantA))).toBeInstanceOf(NotAllowed);
    expect(await failureOf(world.domain.invitations.reset(administrator.id, administrator))).toBeInstanceOf(NotAllowed);
    expect((await world.domain.access.authenticateSession(tokenOf(member))).id).toBe(member.id);
  });
});

describe("somebody who leaves", () => {
  test("is out at once, and what they had in hand goes to a colleague who may work with it", async () => {
    const [leaver, heir] = [await world.aModerator("union"), await world.aModerator("plantA")];
    const [within, beyond] = [await world.anOpinion({ unit: "boilers" }), await world.anOpinion({ unit: "plantB" })];
    for (const { id } of [within, beyond]) await world.domain.claims.claim({ kind: "OPINION", id }, leaver);
    const { id, key } = await world.aClient();
    await world.domain.dataSource.query("UPDATE api_client SET confirmed_by = $1 WHERE id = $2", [leaver.id, id]);

    const done = await world.domain.leaving.handOver({ staffId: leaver.id, heirId: heir.id }, administrator);
    expect(done).toMatchObject({ grantCount: 1, keyCount: 1, workCount: 1 });
    expect(done.account.disabledAt).toEqual(world.clock.now());
    expect(await failureOf(world.domain.access.authenticateSession(tokenOf(leaver)))).toBeInstanceOf(Unauthenticated);
    expect(await failureOf(world.domain.apiClients.authenticate({ key, address: "127.0.0.1" }))).toMatchObject({ reason: "KEY_REVOKED" });
    expect(await failureOf(world.domain.access.signIn({ email: leaver.email, password: PASSWORD }))).toBeInstanceOf(SignInRefused);
    expect(await world.domain.access.findGrants([leaver.id])).toEqual([]);
    const held = await world.domain.claims.findHeld({ kind: "OPINION", ids: [within.id, beyond.id] });
    expect(held.map(({ subject, holder }) => [subject.id, holder.id])).toEqual([[within.id, heir.id]]);
    expect(await actsOn(leaver.id)).toContain("staff:handOver");
  });

  test("leaves nothing half done when the colleague cannot take over", async () => {
    const [leaver, off] = [await world.aModerator(), await world.aModerator()];
    await world.domain.access.disableStaffAccount(off.id, administrator);
    for (const heirId of [off.id, leaver.id, crypto.randomUUID(), "none"]) {
      const attempt = world.domain.leaving.handOver({ staffId: leaver.id, heirId }, administrator);
      expect(await failureOf(attempt)).toBeInstanceOf(AccessTargetNotFound);
    }
    expect((await world.domain.access.authenticateSession(tokenOf(leaver))).id).toBe(leaver.id);
    expect(await failureOf(world.domain.leaving.handOver({ staffId: administrator.id, heirId: leaver.id }, administrator))).toBeInstanceOf(
      NotAllowed,
    );
  });
});
