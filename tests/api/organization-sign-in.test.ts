import { LOCAL_SIGN_IN } from "@langnghe/domain/access";
import { beforeAll, describe, expect, test } from "vitest";
import { RETURN_PATH } from "../../apps/api/src/access/organization/routes.ts";
import { nextFreePort } from "../../scripts/ground/ports.mjs";
import { anApi, type TestApi } from "../support/api.ts";
import { anIdentityProvider, type ProviderPerson, type TestProvider } from "../support/identity-provider.ts";
import { UNITS } from "../support/small-union.ts";
import { WebWalker } from "../support/web-walker.ts";
import { aWorld, TEST, TestClock, type World } from "../support/world.ts";

/** The console, where the way ends; nobody listens there. */
const CONSOLE = "http://localhost:3000";

let world: World;
let api: TestApi;
let provider: TestProvider;
let home: string;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  const port = await nextFreePort({ from: 5_140, host: "127.0.0.1" });
  // The provider stands at 127.0.0.1 and we at localhost, so that neither sees the other's cookies.
  home = `http://localhost:${port}`;
  const redirectUri = `${home}${RETURN_PATH}`;
  provider = await anIdentityProvider(redirectUri);
  api = await anApi(world.databaseUrl, {
    port,
    provider: { ...provider, name: "Tổng công ty", redirectUri },
    signIn: { ...LOCAL_SIGN_IN, groupRules: [{ group: "editors", role: "EDITOR", unitCode: UNITS.plantA.code }] },
  });
});

async function invited(): Promise<{ id: string; email: string }> {
  const email = `${crypto.randomUUID()}@example.org`;
  const { account } = await world.domain.invitations.invite({ name: "Lý Thị Mến", email, locale: "VI" }, TEST);
  return { id: account.id, email };
}

/** Goes to the provider, signs in on its page, agrees, and comes back. */
async function enter(subject: string, person: ProviderPerson, { walker = new WebWalker(), next = "/articles" } = {}) {
  provider.people.set(subject, person);
  const leave = `${home}/sign-in/organization?next=${encodeURIComponent(next)}`;
  let at = await walker.walk(leave, { until: CONSOLE });
  for (let pages = 0; pages < 3 && !at.url.startsWith(CONSOLE); pages++) {
    const prompt = /name="prompt" value="(\w+)"/.exec(at.page)?.[1] ?? "";
    const action = /<form[^>]* action="([^"]+)"/.exec(at.page)?.[1] ?? at.url;
    at = await walker.walk(new URL(action, at.url).href, { until: CONSOLE, form: { prompt, login: subject, password: "x" } });
  }
  const cookie = walker.cookieFor(home);
  const { data } = await api.ask("{ viewer { id permissions } }", {}, { cookie });
  return { url: at.url, viewer: data.viewer as { id: string; permissions: string[] } | null, cookie };
}

const REFUSED = `${CONSOLE}/sign-in?refused=1`;

describe("the organization's account", () => {
  test("opens the account that was invited by its verified address, and afterwards the same one by the provider's id, whatever the address", async () => {
    const { id, email } = await invited();
    const subject = crypto.randomUUID();
    const first = await enter(subject, { email: email.toUpperCase(), isVerified: true, groups: [] });
    expect([first.url, first.viewer?.id]).toEqual([`${CONSOLE}/articles`, id]);
    const second = await enter(subject, { email: "another@example.org", isVerified: false, groups: [] });
    expect(second.viewer?.id).toBe(id);
  });

  test("opens nothing for an address that is not verified, was not invited, or belongs to somebody who works here already", async () => {
    const { email } = await invited();
    const member = await world.aStaffMember();
    const people: ProviderPerson[] = [
      { email, isVerified: false, groups: [] },
      { email: "nobody@example.org", isVerified: true, groups: ["editors"] },
      { email: member.email, isVerified: true, groups: [] },
    ];
    for (const person of people) expect(await enter(crypto.randomUUID(), person)).toMatchObject({ url: REFUSED, viewer: null });
  });

  test("opens nothing once the account is switched off", async () => {
    const { id, email } = await invited();
    const subject = crypto.randomUUID();
    const person = { email, isVerified: true, groups: [] };
    expect((await enter(subject, person)).viewer?.id).toBe(id);
    await world.domain.access.disableStaffAccount(id, TEST);
    expect(await enter(subject, person)).toMatchObject({ url: REFUSED, viewer: null });
  });

  test("gives and takes rights by groups at each sign-in, and leaves alone what an administrator gave", async () => {
    const { id, email } = await invited();
    await world.domain.access.grantRole({ staffId: id, role: "LEADER", unitId: UNITS.plantA.id }, TEST);
    const subject = crypto.randomUUID();
    const rolesAfter = async (groups: readonly string[]) => {
      await enter(subject, { email, isVerified: true, groups });
      return (await world.domain.access.findGrants([id])).map(({ role, followsGroups }) => `${role} ${followsGroups}`).toSorted();
    };
    expect(await rolesAfter(["editors", "unknown"])).toEqual(["EDITOR true", "LEADER false"]);
    expect(await rolesAfter(["editors"])).toEqual(["EDITOR true", "LEADER false"]);
    expect(await rolesAfter([])).toEqual(["LEADER false"]);
    const acts: { action: string }[] = await world.domain.dataSource.query(
      "SELECT action FROM audit_entry WHERE subject_ids @> ARRAY[$1::uuid] AND action LIKE 'grant:%' ORDER BY id",
      [id],
    );
    expect(acts.map(({ action }) => action)).toEqual(["grant:give", "grant:give", "grant:revoke"]);
  });

  test("is a proof for sensitive acts only as long ago as the person showed it the provider", async () => {
    const { email } = await invited();
    const { cookie } = await enter(crypto.randomUUID(), { email, isVerified: true, groups: [] });
    const drawn = await api.ask("mutation { drawRecoveryCodes }", {}, { cookie });
    expect(drawn.data.drawRecoveryCodes).toHaveLength(10);
    const past = new Date(world.clock.now().getTime() - 11 * 60_000);
    for (const authenticatedAt of [past, undefined]) {
      const { email: address } = await invited();
      const identity = { issuer: provider.issuer, subject: crypto.randomUUID(), email: address, isEmailVerified: true, groups: [], authenticatedAt };
      const { token } = await world.domain.identities.enter(identity);
      const { errors } = await api.ask("mutation { drawRecoveryCodes }", {}, { cookie: `__Host-langnghe_session=${token}` });
      expect(errors?.[0]?.extensions.code).toBe("STEP_UP_REQUIRED");
    }
  });
});

describe("the way back from the provider", () => {
  test("is walked once, by the browser that left, and leads into the console only", async () => {
    const { email } = await invited();
    const person = { email, isVerified: true, groups: [] };
    const walker = new WebWalker();
    for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", ""]) {
      expect((await enter("traveller", person, { walker, next })).url).toBe(`${CONSOLE}/opinions`);
    }
    const stranger = new WebWalker();
    for (const query of ["", "?state=x&code=y", "?state=a&state=b", "?error=access_denied"]) {
      expect((await stranger.walk(`${home}${RETURN_PATH}${query}`, { until: CONSOLE })).url).toBe(REFUSED);
    }
  });

  test("taken by another browser, with the address that belongs to the first, opens nothing in either", async () => {
    const { email } = await invited();
    const person = { email, isVerified: true, groups: [] };
    const walker = new WebWalker();
    await enter("chosen", person, { walker });
    // The provider knows the person still and sends them straight back: stopped at our door, the address is handed to somebody else.
    const { url } = await walker.walk(`${home}/sign-in/organization`, { until: `${home}${RETURN_PATH}` });
    const victim = new WebWalker();
    expect((await victim.walk(url, { until: CONSOLE })).url).toBe(REFUSED);
    expect(victim.cookieFor(home)).not.toContain("langnghe_session");
  });
});
