import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { ROOT } from "../support/source-files.ts";
import { API_URL, accountOf, CONSOLE_URL, demoKey, PORTAL_URL } from "./support/product.ts";

const PAGES = { console: `${CONSOLE_URL}/sign-in`, portal: `${PORTAL_URL}/gui-y-kien` } as const;

const EVERYWHERE = {
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-(site|origin)$/,
  "permissions-policy": /camera=\(\)/,
  "referrer-policy": /^(no-referrer|same-origin)$/,
  "strict-transport-security": /max-age=31536000/,
  "x-content-type-options": /^nosniff$/,
};

for (const [name, url] of Object.entries({
  ...PAGES,
  "portal, where there is no page": `${PORTAL_URL}/khong-co`,
  "console, where there is no page": `${CONSOLE_URL}/khong-co`,
})) {
  test(`each page of the ${name} has a policy of its own, in which nothing runs because it stands there`, async () => {
    const [first, second] = [await fetch(url), await fetch(url)];
    for (const [header, wanted] of Object.entries(EVERYWHERE)) expect(first.headers.get(header), header).toMatch(wanted);
    for (const header of ["x-powered-by", "server"]) expect(first.headers.get(header)).toBeNull();
    const policy = first.headers.get("content-security-policy") ?? "";
    expect(policy).not.toMatch(/unsafe|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "?";
    expect(second.headers.get("content-security-policy")).not.toContain(nonce);
    const page = await first.text();
    for (const [element] of page.matchAll(/<(?:script|style)\b[^>]*>/g)) expect(element).toContain(`nonce="${nonce}"`);
    expect(page).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)="/);
  });
}

test("in the console no string becomes a script; the api answers with a policy under which nothing loads", async () => {
  const [page, answer] = [await fetch(PAGES.console), await fetch(API_URL, { method: "POST", body: "{}" })];
  expect(page.headers.get("content-security-policy")).toContain("require-trusted-types-for 'script'");
  for (const [header, wanted] of Object.entries(EVERYWHERE)) expect(answer.headers.get(header), header).toMatch(wanted);
});

test.describe("the checker of headers, on the product as it is shipped", () => {
  const CHECKS = resolve(ROOT, "../shared/checks");
  test.skip(!existsSync(CHECKS), `the checker is absent (${CHECKS})`);
  let folder: string;
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "langnghe-checks-"));
    // It looks for its libraries from where it lies: a copy beside ours finds them.
    await cp(CHECKS, folder, { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });
  test.afterAll(() => rm(folder, { recursive: true, force: true }));

  for (const [name, url] of Object.entries(PAGES)) {
    test(`finds every MUST and every SHOULD in the api and the ${name}`, async () => {
      const output = await runChecker(join(folder, "headers.mjs"), { PAGE_URL: url });
      expect(output.split("\n").filter((line) => /^(FAIL|skip)/.test(line) && !NOT_FOR_A_KEY.test(line))).toEqual([]);
      expect(output).toMatch(/headers: MUST (\d+)\/\1 {2}SHOULD (\d+)\/\2 .*PASS/);
      const asPublic = await runChecker(join(folder, "headers.mjs"), {
        GQL_HEADERS: "{}",
        MUTATION: "",
        INTROSPECTION: "",
        ONLY: "no-suggestions,no-introspection",
      });
      expect(asPublic).toMatch(/headers: SHOULD 2\/2 .*PASS/);
    });
  }
});

/**
 * Whoever has a key may look into the schema, so the public is asked about that. What needs a field that throws is asked of an api
 * with such a field, in tests/api/conformance.test.ts.
 */
const NOT_FOR_A_KEY = /^skip +\w+ +(mask-resolver|no-suggestions|no-introspection) /;
const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";
/** So that the checker finds its own alone, and few. */
const aWord = () => `the${randomUUID().replace(/[^a-f]/g, "")}`;

function runChecker(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { email, password } = accountOf("MODERATOR");
  const word = aWord();
  const settings = {
    GQL_URL: API_URL,
    GQL_HEADERS: JSON.stringify({ authorization: `Bearer ${demoKey()}` }),
    INTROSPECTION: "on",
    ALLOWED_ORIGIN: CONSOLE_URL,
    MUTATION: `mutation { submitOpinion(input: { text: "Câu này chỉ để thử ${word}" }) { __typename } }`,
    COUNT_QUERY: `{ opinions(first: 10, filter: { text: "${word}" }) { edges { cursor } } }`,
    COUNT_PATH: "data.opinions.edges.length",
    LOGIN_URL: API_URL,
    LOGIN_METHOD: "POST",
    LOGIN_BODY: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password } } }),
    COOKIE: "__Host-langnghe_session",
    STRICT: "1",
  };
  return new Promise((settle) => {
    execFile(process.execPath, [script], { env: { ...process.env, ...settings, ...env }, timeout: 40_000 }, (_error, stdout, stderr) =>
      settle(`${stdout}${stderr}`),
    );
  });
}
