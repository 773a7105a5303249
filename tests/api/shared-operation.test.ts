import { parse } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { permissionScopeOf } from "../../apps/api/src/live/permission-scope.ts";
import { type SharedOperation, toSharedOperation } from "../../apps/api/src/live/shared-operation.ts";
import { buildApiSchema } from "../../apps/api/src/schema.ts";

let share: (query: string, variables?: Record<string, unknown>, operationName?: string) => SharedOperation;
beforeAll(async () => {
  const schema = await buildApiSchema({ get: () => undefined });
  share = (query, variables = {}, operationName) => toSharedOperation(schema, { document: parse(query), variables, operationName });
});

const FEED = "subscription ($f: OpinionFilter, $a: EventCursor) { opinionFeed(filter: $f, after: $a) { cursor opinion { id text } } }";

describe("subscriptions are one operation", () => {
  test.each([
    ["from whatever place they start", FEED, { f: { status: ["RECEIVED"] }, a: "one" }, FEED, { a: "another", f: { status: ["RECEIVED"] } }],
    [
      "whether the place is a variable or stands in the text",
      FEED,
      { a: "one" },
      'subscription ($f: OpinionFilter) { opinionFeed(after: "x", filter: $f) { cursor opinion { id text } } }',
      {},
    ],
    [
      "however they are laid out and named",
      FEED,
      {},
      `subscription Mine($f: OpinionFilter, $a: EventCursor) {\n  # hello\n  opinionFeed(filter: $f, after: $a) { cursor, opinion { id text } } }`,
      {},
    ],
    ["whatever the order of a filter's fields", FEED, { f: { status: ["RECEIVED"], text: "ca" } }, FEED, { f: { text: "ca", status: ["RECEIVED"] } }],
    ["however a moment is written", FEED, { f: { from: "2026-11-01T00:00:00Z" } }, FEED, { f: { from: "2026-11-01T07:00:00+07:00" } }],
    [
      "whatever else stands in the document",
      FEED,
      {},
      `query Other { organization { name } } ${FEED.replace("subscription", "subscription Mine")}`,
      {},
    ],
  ])("%s", (_what, one, oneVariables, other, otherVariables) => {
    const first = share(one, oneVariables);
    const second = share(other, otherVariables, other.includes("Mine") ? "Mine" : undefined);
    // An argument's place in its list is the caller's own; everything else is alike.
    const sorted = ({ key }: SharedOperation) => key.replace("(filter: $f)", "").replace(/\s+/g, " ");
    expect(sorted(second)).toBe(sorted(first));
  });

  test("and are executed with the filter, but without the place", () => {
    const { variables, key } = share(FEED, { f: { status: ["RECEIVED"] }, a: "one" });
    expect(variables).toEqual({ f: { status: ["RECEIVED"] } });
    expect(key).not.toMatch(/after|EventCursor|one/);
  });
});

describe("subscriptions are two operations", () => {
  test.each([
    ["with another filter", FEED, { f: { status: ["RECEIVED"] } }, FEED, { f: { status: ["TRIAGED"] } }],
    ["with no filter and with one", FEED, {}, FEED, { f: { text: "ca" } }],
    ["with other fields", FEED, {}, FEED.replace("id text", "id"), {}],
    ["with the same fields under other names", FEED, {}, FEED.replace("id text", "id text: id"), {}],
  ])("%s", (_what, one, oneVariables, other, otherVariables) => {
    expect(share(one, oneVariables).key).not.toBe(share(other, otherVariables).key);
  });
});

describe("the permission scope", () => {
  const staff = (id: string, reach: Record<string, string[]>) =>
    ({
      kind: "staff",
      id,
      name: id,
      locale: "VI",
      sessionId: id,
      provedAt: new Date(0),
      isLimited: false,
      reach: Object.fromEntries(Object.entries(reach).map(([name, ids]) => [name, new Set(ids)])),
    }) as const;

  test("is one for all who have the same rights in the same units, whoever they are and however the rights were put together", () => {
    const first = permissionScopeOf(staff("a", { "opinion:read": ["u1", "u2"], "opinion:triage": ["u1"] }), "VI");
    const second = permissionScopeOf(staff("b", { "opinion:triage": ["u1"], "opinion:read": ["u2", "u1"] }), "VI");
    expect(second).toBe(first);
  });

  test.each([
    ["a unit less", staff("a", { "opinion:read": ["u1"], "opinion:triage": ["u1"] }), "VI"],
    ["a right less", staff("a", { "opinion:read": ["u1", "u2"] }), "VI"],
    ["a right elsewhere", staff("a", { "opinion:read": ["u1", "u2"], "opinion:triage": ["u2"] }), "VI"],
    ["another language", staff("a", { "opinion:read": ["u1", "u2"], "opinion:triage": ["u1"] }), "EN"],
    ["another kind of caller", { ...staff("a", { "opinion:read": ["u1", "u2"], "opinion:triage": ["u1"] }), kind: "client", keyId: "k" }, "VI"],
  ] as const)("is another one with %s", (_what, actor, locale) => {
    const whole = permissionScopeOf(staff("a", { "opinion:read": ["u1", "u2"], "opinion:triage": ["u1"] }), "VI");
    expect(permissionScopeOf(actor, locale)).not.toBe(whole);
  });
});
