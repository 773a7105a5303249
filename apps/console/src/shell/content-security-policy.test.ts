import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { contentSecurityPolicy, SONNER_STYLES } from "./content-security-policy.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64");
const policyOf = (more: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: "n0nce", host: "console.example:3000", apiPort: "4000", isHttps: true, isDevelopment: false, ...more });

test("the one style that comes without a nonce is that of the installed sonner", () => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve("sonner")
      .replace(/index\.js$/, "index.mjs"),
    "utf8",
  );
  const style = JSON.parse(/^__insertCSS\((".*")\);?$/m.exec(source)?.[1] ?? '""') as string;
  expect(style).toContain("[data-sonner-toaster]");
  expect(SONNER_STYLES).toEqual([hashOf(""), hashOf(style)]);
});

test("no script and no style runs because it stands in the page, and strings do not become scripts", () => {
  expect(policyOf()).not.toMatch(/unsafe/);
  expect(policyOf()).toMatch(/script-src 'nonce-n0nce' 'strict-dynamic';.*require-trusted-types-for 'script'/);
});

test("a page talks to its own api alone, and to none without encryption when it came with it", () => {
  expect(policyOf()).toContain("connect-src 'self' https://console.example:4000 wss://console.example:4000;");
  expect(policyOf({ isHttps: false, host: "127.0.0.1:3000" })).toContain("connect-src 'self' http://127.0.0.1:4000 ws://127.0.0.1:4000;");
});
