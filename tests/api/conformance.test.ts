import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SESSION_COOKIE } from "../../apps/api/src/credentials.ts";
import { LIMITS } from "../../apps/api/src/guard/limits.ts";
import { anApi, type TestApi } from "../support/api.ts";
import { conformanceFields, SECRET } from "../support/conformance-fields.ts";
import { ROOT } from "../support/source-files.ts";
import { aWorld, PASSWORD, TestClock } from "../support/world.ts";

/** The black-box checkers lie beside the checkout and are not part of it; where they are not, there is nothing to run. */
const CHECKS = resolve(ROOT, "../shared/checks");
const areHere = existsSync(CHECKS);
if (!areHere) console.log(`The protocol's checkers are absent (${CHECKS}): their tests are skipped.`);

/** Bad documents are answered with 400, also to those who accept application/json alone. */
const STATUS_OF_BAD_DOCUMENTS = ["572B", "FDE2", "7B9B"];

let api: TestApi;
let folder: string;
let settings: NodeJS.ProcessEnv;
let email: string;
let key: string;
beforeAll(async () => {
  const world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl, { moreResolvers: [conformanceFields()] });
  const moderator = await world.aStaffMember({ role: "MODERATOR" });
  const { cookie } = moderator;
  email = moderator.email;
  key = (await world.aClient()).key;
  folder = await mkdtemp(join(tmpdir(), "langnghe-checks-"));
  settings = { ...process.env, GQL_URL: api.url, GQL_HEADERS: JSON.stringify({ cookie }), STRICT: "1" };
  if (!areHere) return;
  // They look for their libraries from where they lie: a copy beside ours finds them.
  await cp(CHECKS, folder, { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";

function run(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((settle) => {
    execFile(process.execPath, [join(folder, script)], { env: { ...settings, ...env }, timeout: 170_000 }, (_error, stdout, stderr) =>
      settle(`${stdout}${stderr}`),
    );
  });
}

const failures = (output: string) => output.split("\n").filter((line) => /^(FAIL|skip)/.test(line));

describe.skipIf(!areHere)("the api, as a stranger to its code sees it", () => {
  test("speaks graphql-transport-ws to the letter: every MUST and every SHOULD", async () => {
    const output = await run("ws-conformance.mjs", {
      WS_SUB: "subscription { conformanceTick(ms: 20) }",
      WS_SUB_FINITE: "subscription { conformanceTick(ms: 5, n: 3) }",
      WS_SUB_THROWS: "subscription { conformanceThrows }",
      WS_SLOW: "{ conformanceSlow }",
      WS_BOOM: "{ conformanceBoom }",
      WS_SECRET: SECRET,
      WS_ACTIVE: "{ conformanceActive }",
      WS_ACTIVE_PATH: "data.conformanceActive",
      WS_AUTH: "1",
      INIT_MS: "3000",
      KEEPALIVE_MS: "10000",
      MAX_SUBS: String(LIMITS.staff.subscriptionsPerSocket),
      MAX_FRAME: String(LIMITS.staff.frameBytes),
    });
    // Callers with an account may look into the schema on both doors, so that one check has nothing to say.
    expect(failures(output).filter((line) => !/^skip +SHOULD +introspection-off/.test(line))).toEqual([]);
    expect(output).toMatch(/ws-conformance: MUST (\d+)\/\1 {2}SHOULD (\d+)\/\2 .*PASS/);
  }, 180_000);

  test("speaks GraphQL over HTTP: every MUST, and every SHOULD but three that ADR 0028 gives a reason for", async () => {
    const output = await run("http-audit.mjs", { AUDIT_ALLOW: STATUS_OF_BAD_DOCUMENTS.join() });
    expect(failures(output).filter((line) => !line.startsWith("FAIL MAY") && !line.includes("(allowed)"))).toEqual([]);
    expect(output).toMatch(/http-audit: .* {2}PASS/);
  }, 60_000);

  test("keeps strange pages, guesses and traces out by its headers: every MUST and every SHOULD", async () => {
    const output = await run("headers.mjs", {
      GQL_HEADERS: "{}",
      GQL_WS_INIT: JSON.stringify({ authorization: `Bearer ${key}` }),
      ALLOWED_ORIGIN: api.origin,
      BOOM_QUERY: "{ conformanceBoom }",
      SECRET,
      MUTATION: "mutation { conformanceBump }",
      COUNT_QUERY: "{ conformanceBumps }",
      COUNT_PATH: "data.conformanceBumps",
      LOGIN_URL: api.url,
      LOGIN_METHOD: "POST",
      LOGIN_BODY: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } }),
      COOKIE: SESSION_COOKIE,
    });
    // The pages of console and portal are looked at in tests/e2e/journey-headers.spec.ts, on a product that runs.
    expect(failures(output).filter((line) => !/^skip +SHOULD +page/.test(line))).toEqual([]);
    expect(output).toMatch(/headers: MUST (\d+)\/\1 {2}SHOULD (\d+)\/\2 .*PASS/);
  }, 60_000);
});

test("the fields that these checks need are in no api but that of the tests", async () => {
  const world = await aWorld();
  const shipped = await anApi(world.databaseUrl);
  const { key } = await world.aClient();
  const { data } = await shipped.ask("{ __schema { types { fields { name } } } }", {}, { key });
  const names: string[] = data.__schema.types.flatMap(({ fields }: { fields: { name: string }[] | null }) => (fields ?? []).map(({ name }) => name));
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => name.startsWith("conformance"))).toEqual([]);
});
