import { beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { liveCursor, watchFeed } from "../support/watch-feed.ts";
import { aWorld, PASSWORD, TestClock, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
});

const SIGN_IN =
  "mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignedIn { viewer { email } } ... on SignInRefused { message } } }";
const OPINIONS = "{ opinions { edges { node { id } } } }";
const codes = ({ errors = [] }: { errors?: readonly { extensions: { code: string } }[] | undefined }) =>
  errors.map(({ extensions }) => extensions.code);
const post = (headers: Record<string, string>, body: unknown = { query: "{ organization { name } }" }) =>
  fetch(api.url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

describe("signing in", () => {
  test("sets a cookie that only this host gets, over https, and no script reads", async () => {
    const { email } = await world.aStaffMember();
    const answer = await api.ask(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(answer.data.signIn).toEqual({ __typename: "SignedIn", viewer: { email } });
    const [cookie = "", browser] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-langnghe_session=[\w-]{43}; Path=\/; Max-Age=604800; Secure; HttpOnly; SameSite=Lax$/);
    expect(browser).toMatch(/^__Host-langnghe_browser=[\w-]{43}; Path=\/; Max-Age=15552000; Secure; HttpOnly; SameSite=Strict$/);
    expect(JSON.stringify(answer.data)).not.toContain(cookie.slice(24, 60));
    const viewer = await api.ask("{ viewer { email } }", {}, { cookie: cookie.split(";")[0] ?? "" });
    expect(viewer.data.viewer).toEqual({ email });
  });

  test("refused sets none, and is told in the reader's language", async () => {
    const input = { email: "nobody@example.org", password: "sai mật khẩu 123" };
    const [vi, en] = [await api.ask(SIGN_IN, { input }), await api.ask(SIGN_IN, { input }, { locale: "en-GB" })];
    for (const { status, headers } of [vi, en]) expect([status, headers.get("set-cookie")]).toEqual([200, null]);
    expect(vi.data.signIn.message).toMatch(/chưa đúng/);
    expect(en.data.signIn.message).toMatch(/not right/);
  });

  test("is done over HTTP and not on the socket", async () => {
    const { email, cookie } = await world.aStaffMember();
    expect(codes(await askOnSocket(api.connect({ cookie }), SIGN_IN, { input: { email, password: PASSWORD } }))).toEqual(["BAD_USER_INPUT"]);
  });

  test("out takes the cookie away, and the old one opens nothing", async () => {
    const member = await world.aStaffMember();
    const out = await api.ask("mutation { signOut }", {}, member);
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-langnghe_session=; Path=\/; Max-Age=0; Secure; HttpOnly/);
    const after = await api.ask("{ viewer { id } }", {}, member);
    expect(after.data).toEqual({ viewer: null });
    expect(after.headers.get("set-cookie")).toMatch(/Max-Age=0/);
    const opinions = await api.ask(OPINIONS, {}, member);
    expect([opinions.status, codes(opinions)]).toEqual([401, ["UNAUTHENTICATED"]]);
  });
});

describe("the status of an answer", () => {
  test("is 401 for who has not signed in or shows a key that does not hold", async () => {
    for (const as of [{}, { key: "ln_unknown" }, { cookie: "__Host-langnghe_session=unknown" }]) {
      const answer = await api.ask(OPINIONS, {}, as);
      expect([answer.status, codes(answer)]).toEqual([401, ["UNAUTHENTICATED"]]);
    }
    for (const authorization of ["Basic abc", "Bearer", ""]) expect((await post({ authorization })).status).toBe(401);
  });

  test("comes with words in the reader's language, also where any member of staff may", async () => {
    for (const query of [OPINIONS, "mutation { signOut }"]) {
      expect((await api.ask(query)).errors?.[0]?.message).toBe("Cần đăng nhập trước.");
      expect((await api.ask(query, {}, { locale: "en" })).errors?.[0]?.message).toBe("Sign in first.");
    }
  });

  test("is 403 for who may not", async () => {
    const analyst = await world.aStaffMember({ role: "ANALYST" });
    const answer = await api.ask(OPINIONS, {}, analyst);
    expect([answer.status, codes(answer)]).toEqual([403, ["FORBIDDEN"]]);
  });

  test("is 422 for another request under a used idempotency key", async () => {
    const submit = (text: string) =>
      api.ask("mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { ... on SubmitOpinionPayload { receipt } } }", {
        input: { text, idempotencyKey: "the-same-key-for-both" },
      });
    const [first, again] = [await submit("Bữa ăn ca nguội"), await submit("Bữa ăn ca nguội")];
    expect(again.data.submitOpinion.receipt).toBe(first.data.submitOpinion.receipt);
    const other = await submit("Bữa ăn ca nóng");
    expect([other.status, codes(other)]).toEqual([422, ["IDEMPOTENCY_MISMATCH"]]);
  });

  test("is 400 for a document that is none, and 413 for a body too large", async () => {
    expect((await post({}, { query: "{ opinions {" })).status).toBe(400);
    expect((await post({}, { query: "{ noSuchField }" })).status).toBe(400);
    expect((await post({}, { query: `{ article(slug: "${"x".repeat(300_000)}") { id } }` })).status).toBe(413);
  });

  test("is never a success for a mutation by GET, nor for a form of another site", async () => {
    const { key } = await world.aClient();
    const query = encodeURIComponent('mutation { submitOpinion(input: { text: "Không qua GET" }) { __typename } }');
    const byGet = await fetch(`${api.url}?query=${query}`, { headers: { authorization: `Bearer ${key}`, "apollo-require-preflight": "yes" } });
    expect(byGet.status).toBe(405);
    const form = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ query: "{ organization { name } }" }),
    });
    expect(form.status).toBeGreaterThanOrEqual(400);
  });

  test("of the probes says that process and database are there", async () => {
    const probe = (path: string) => fetch(new URL(path, api.url)).then(({ status }) => status);
    expect([await probe("/healthz"), await probe("/readyz")]).toEqual([200, 200]);
  });
});

describe("a page of another origin", () => {
  const upgrade = (origin?: string, path = "/graphql") =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(api.socketUrl.replace("/graphql", path), "graphql-transport-ws", origin === undefined ? {} : { origin });
      socket.once("open", () => {
        socket.close();
        resolve("open");
      });
      socket.once("error", ({ message }) => resolve(message));
    });

  test.each(["https://example.org", "null", "http://127.0.0.1:3000.example.org", "http://127.0.0.1:30000", "http://localhost:3000"])(
    "(%s) is refused at both doors",
    async (origin) => {
      expect((await post({ origin })).status).toBe(403);
      expect(await upgrade(origin)).toMatch(/403/);
    },
  );

  test("is refused also before it asks, and ours is let in at both", async () => {
    const preflight = (origin: string) =>
      fetch(api.url, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
      });
    expect((await preflight("https://example.org")).headers.get("access-control-allow-origin")).toBeNull();
    expect((await preflight(api.origin)).headers.get("access-control-allow-origin")).toBe(api.origin);
    const answer = await post({ origin: api.origin });
    expect([answer.status, answer.headers.get("access-control-allow-credentials")]).toEqual([200, "true"]);
    expect(await upgrade(api.origin)).toBe("open");
    expect(await upgrade(undefined, "/elsewhere")).toMatch(/404/);
  });
});

describe("a socket", () => {
  test("whose key or session does not hold is closed with 4403", async () => {
    for (const as of [{ key: "ln_unknown" }, { cookie: "__Host-langnghe_session=unknown" }]) {
      expect(await watchFeed(api.connect(as)).ended).toMatchObject({ closeCode: 4403 });
    }
  });

  test("on which somebody makes a mistake gets an error for it and stays", async () => {
    const moderator = await world.aStaffMember({ role: "MODERATOR" });
    const socket = api.connect(moderator);
    const staying = watchFeed(socket, { after: await liveCursor(api, moderator) });
    for (const query of [
      "{ opinions {",
      "",
      "{ noSuchField }",
      "query ($id: ID!) { opinion(id: $id) { id } }",
      "query A { viewer { id } } query B { viewer { id } }",
    ]) {
      expect((await askOnSocket(socket, query)).errors, query).not.toHaveLength(0);
    }
    const { id } = await world.anOpinion({ unit: "tiny" });
    await until("the feed on it goes on", () => staying.items.some(({ opinion }) => opinion.id === id));
    staying.stop();
  });

  test("answers queries and mutations as HTTP does", async () => {
    const { key } = await world.aClient({ unit: "plantA" });
    const submit = `mutation { submitOpinions(input: { channel: "api", opinions: [{ text: "Qua ổ cắm", unitCode: "PX-LO" }, { text: "Qua ổ cắm", unitCode: "NM-B" }] }) { accepted refused } }`;
    const socket = api.connect({ key });
    expect((await askOnSocket(socket, submit)).data.submitOpinions).toEqual({ accepted: 1, refused: 1 });
    const list = `{ opinions(filter: { unitId: "${UNITS.boilers.id}", text: "o cam" }) { edges { node { text } } } }`;
    expect((await askOnSocket(api.connect({ key }), list)).data).toEqual((await api.ask(list, {}, { key })).data);
  });
});
