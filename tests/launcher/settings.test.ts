import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/ground/paths.mjs";
import { describeSettings, readSettings, SETTING_RULES } from "../../scripts/settings.mjs";

describe("settings", () => {
  test("a machine with nothing set gets the documented defaults", () => {
    expect(readSettings({})).toEqual({
      dataDir: resolve(ROOT, "data"),
      databaseUrl: null,
      nodes: {},
      apiPort: 4000,
      consolePort: 3000,
      portalPort: 3001,
      host: "127.0.0.1",
      databasePort: 4003,
      databasePortIsChosen: false,
      logLevel: "info",
      eventRetentionDays: 90,
      backupDir: resolve(ROOT, "data/backups"),
      backupKeepDays: 30,
      socketsPerCaller: "",
      trustedProxyHops: 0,
      consoleOrigin: "",
      secondFactor: "ask",
      identityProvider: {},
    });
  });

  test("an empty value counts as not set", () => {
    const empty = Object.fromEntries(SETTING_RULES.map(({ name }) => [name, " "]));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  test.each([
    ["API_PORT", "abc"],
    ["API_PORT", "0"],
    ["CONSOLE_PORT", "65536"],
    ["PORTAL_PORT", "3001.5"],
    ["DATABASE_PORT", "-1"],
    ["HOST", "not a host"],
    ["HOST", "127.0.0"],
    ["LOG_LEVEL", "loud"],
    ["EVENT_RETENTION_DAYS", "0"],
    ["SOCKETS_PER_CALLER", "many"],
    ["TRUSTED_PROXY_HOPS", "all"],
    ["CONSOLE_ORIGIN", "https://console.example.org/path"],
    ["CONSOLE_ORIGIN", "http://127.0.0.1:3000"],
    ["SECOND_FACTOR", "never"],
    ["OIDC_ISSUER", "http://accounts.example.org"],
    ["OIDC_GROUPS", "editors"],
    ["OIDC_GROUPS", '[{"group":"x","role":"BOSS","unitCode":"HQ"}]'],
    ["DATABASE_URL", "mysql://u@h/x"],
    ["DATABASE_URL", "postgresql://u@h"],
    ["DATABASE_READ_URLS", "postgresql://u@h/x,nowhere"],
    ["NATS_URL", "http://h:4222"],
    ["DRAIN_MS", "soon"],
  ])("%s=%s is refused in one sentence that names the setting", (name, value) => {
    const refused = () => readSettings({ [name]: value });
    expect(refused).toThrow(name);
    expect(refused).toThrow(/^[^\n]+\.$/);
  });

  test("a refused address never repeats its password", () => {
    expect(() => readSettings({ DATABASE_URL: "mysql://u:hush-hush@h/x" })).not.toThrow(/hush-hush/);
  });

  test("two programs on one port are refused, and the second one is named", () => {
    expect(() => readSettings({ PORTAL_PORT: "3000" })).toThrow(/CONSOLE_PORT.*PORTAL_PORT/);
    expect(() => readSettings({ DATABASE_PORT: "4000" })).toThrow(/API_PORT.*DATABASE_PORT/);
  });

  test("the embedded database's default port gives way, a chosen one does not", () => {
    expect(readSettings({ API_PORT: "4003" }).databasePortIsChosen).toBe(false);
    expect(readSettings({ DATABASE_PORT: "4010" })).toMatchObject({ databasePort: 4010, databasePortIsChosen: true });
  });

  test("every whole number from 1 to 65535 is a port, and nothing else is", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 200_000 }), (port) => {
        const read = () => readSettings({ API_PORT: String(port), CONSOLE_PORT: "1", PORTAL_PORT: "2" }).apiPort;
        if (port > 2 && port <= 65_535) expect(read()).toBe(port);
        if (port < 1 || port > 65_535) expect(read).toThrow("API_PORT");
      }),
    );
  });

  test("the help names every setting", () => {
    for (const { name } of SETTING_RULES) expect(describeSettings()).toContain(name);
  });
});
