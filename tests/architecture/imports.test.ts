import { describe, expect, test } from "vitest";
import { readSources, type SourceFile, type SourceImport } from "../support/source-files.ts";

const SOURCES = readSources("apps", "packages");

/** In this order, and the left may not import the right: it tells by an event. */
const FEATURES = [
  "access",
  "audit",
  "organization",
  "claims",
  "opinions",
  "cases",
  "articles",
  "publishing",
  "engagement",
  "network",
  "insight",
  "demo",
];
const GROUND = ["foundation", "events", "database"];

const of = (workspace: string) => SOURCES.filter(({ path }) => path.startsWith(`${workspace}/`));
const domainFolder = (path: string | undefined) => /^packages\/domain\/src\/([^/]+)\//.exec(path ?? "")?.[1];

/** "file → what it imports" for every import that the rule forbids. */
function breaches(files: readonly SourceFile[], isForbidden: (found: SourceImport, file: SourceFile) => boolean): string[] {
  return files.flatMap((file) => file.imports.filter((found) => isForbidden(found, file)).map(({ specifier }) => `${file.path} → ${specifier}`));
}

test("the sources are found, and so are their imports", () => {
  for (const workspace of ["apps/api", "apps/workers", "packages/domain", "packages/text"]) expect(of(workspace).length).toBeGreaterThan(2);
  const server = SOURCES.find(({ path }) => path === "apps/api/src/server.ts");
  expect(server?.imports.map(({ specifier }) => specifier)).toEqual(expect.arrayContaining(["@langnghe/domain", "./http-door.ts", "node:http"]));
  const eventMap = SOURCES.find(({ path }) => path.endsWith("events/event-map.ts"));
  expect(eventMap?.imports.every(({ isTypeOnly }) => isTypeOnly)).toBe(true);
});

describe("inside the domain", () => {
  const domain = of("packages/domain");

  test("every folder is a feature with a place in the order, or the ground", () => {
    const folders = new Set(domain.map(({ path }) => domainFolder(path)).filter((folder) => folder !== undefined));
    expect([...folders].filter((folder) => !FEATURES.includes(folder) && !GROUND.includes(folder))).toEqual([]);
  });

  test("no feature imports one that stands to its right", () => {
    const found = breaches(domain, ({ target }, { path }) => {
      const [from, to] = [FEATURES.indexOf(domainFolder(path) ?? ""), FEATURES.indexOf(domainFolder(target) ?? "")];
      return from >= 0 && to > from;
    });
    expect(found).toEqual([]);
  });

  test("the foundation imports nothing of the domain but itself", () => {
    expect(
      breaches(
        domain,
        ({ target }, { path }) => domainFolder(path) === "foundation" && target !== undefined && domainFolder(target) !== "foundation",
      ),
    ).toEqual([]);
  });

  test("the events import features as types only", () => {
    const found = breaches(
      domain,
      ({ target, isTypeOnly }, { path }) => domainFolder(path) === "events" && FEATURES.includes(domainFolder(target) ?? "") && !isTypeOnly,
    );
    expect(found).toEqual([]);
  });

  test("the database imports features for its list of entities alone", () => {
    const found = breaches(
      domain,
      ({ target = "" }, { path }) =>
        domainFolder(path) === "database" && FEATURES.includes(domainFolder(target) ?? "") && !target.endsWith(".entity.ts"),
    );
    expect(found).toEqual([]);
    expect(
      breaches(
        domain,
        ({ target }, { path }) => domainFolder(path) !== "database" && domainFolder(path) !== undefined && domainFolder(target) === "database",
      ),
    ).toEqual([]);
  });

  test("nothing knows GraphQL, HTTP, React or an app", () => {
    const foreign = /^(graphql|type-graphql|graphql-|@apollo|fastify|@fastify|express|react|next|ws$|node:https?$|@langnghe\/(?!text$))/;
    expect(breaches(domain, ({ specifier }) => foreign.test(specifier))).toEqual([]);
  });
});

describe("between the workspaces", () => {
  const workspaceOf = (path: string) => path.split("/").slice(0, 2).join("/");

  test("nothing reaches into another one by a relative path", () => {
    expect(breaches(SOURCES, ({ target }, { path }) => target !== undefined && workspaceOf(target) !== workspaceOf(path))).toEqual([]);
  });

  test("nothing imports an app", () => {
    expect(breaches(SOURCES, ({ specifier }) => /^@langnghe\/(api|workers|console|portal|tests)/.test(specifier))).toEqual([]);
  });

  test("the text package imports nothing", () => {
    expect(breaches(of("packages/text"), ({ target }) => target === undefined)).toEqual([]);
  });

  test("the ui package draws, and fetches nothing", () => {
    expect(
      breaches(of("packages/ui"), ({ specifier }) => /graphql|urql|apollo|swr|query|^@langnghe\/|^next\/(headers|cache|server)/.test(specifier)),
    ).toEqual([]);
    expect(of("packages/ui").filter(({ text }) => /\bfetch\(|XMLHttpRequest|WebSocket|EventSource/.test(text))).toEqual([]);
  });

  test("console and portal know the api by its schema only; texts and drawing they share", () => {
    const pages = [...of("apps/console"), ...of("apps/portal")];
    expect(breaches(pages, ({ specifier }) => /^@langnghe\/(?!ui|text$)|^(type-graphql|typeorm|pg)$/.test(specifier))).toEqual([]);
  });

  test("the workers know no GraphQL", () => {
    expect(breaches(of("apps/workers"), ({ specifier }) => /^(graphql|type-graphql|@apollo|graphql-)/.test(specifier))).toEqual([]);
  });
});

describe("every file", () => {
  test("has fewer than 400 lines", () => {
    expect(SOURCES.filter(({ text }) => text.split("\n").length >= 400).map(({ path }) => path)).toEqual([]);
  });

  test("gets the present moment handed in: new Date() stands in clock.ts alone", () => {
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const found = SOURCES.filter(({ path, text }) => !path.endsWith("/clock.ts") && /new Date\(\s*\)/.test(withoutComments(text)));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test("leaves secrets and ids to the generator of the system: no Math.random on the server", () => {
    const server = [...of("apps/api"), ...of("apps/workers"), ...of("packages/domain"), ...of("packages/text")];
    expect(server.filter(({ text }) => text.includes("Math.random(")).map(({ path }) => path)).toEqual([]);
  });
});
