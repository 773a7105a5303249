import { type GraphQLSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { sizeRule } from "../../apps/api/src/guard/check-operation.ts";
import { LIMITS as ALL_LIMITS } from "../../apps/api/src/guard/limits.ts";
import { buildApiSchema } from "../../apps/api/src/schema.ts";
import { anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { aWorld, TestClock, type TestStaff, type World } from "../support/world.ts";

const LIMITS = ALL_LIMITS.staff;

let world: World;
let api: TestApi;
let moderator: TestStaff;
let schema: GraphQLSchema;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  api = await anApi(world.databaseUrl);
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  schema = await buildApiSchema({ get: () => undefined });
});

const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(" ");
/** Valid to any depth: a draft answers opinions, and so on would need a cycle, so levels are made of a field that does not exist. */
const deep = (levels: number) => `{ ${times(levels, () => "deeper {")} __typename ${"}".repeat(levels)} }`;

async function onBothDoors(query: string): Promise<{ http: { status: number; codes: string[] }; socket: { codes: string[] } }> {
  const [overHttp, onSocket] = [await api.ask(query, {}, moderator), await askOnSocket(api.connect(moderator), query)];
  const codes = ({ errors = [] }: { errors?: typeof overHttp.errors | undefined }) => [...new Set(errors.map(({ extensions }) => extensions.code))];
  return { http: { status: overHttp.status, codes: codes(overHttp) }, socket: { codes: codes(onSocket) } };
}

describe("a document over a limit is refused at both doors, with one code", () => {
  test.each([
    ["root fields", `{ ${times(LIMITS.rootFields + 1, (n) => `f${n}: organization { name }`)} }`],
    [
      "root fields, hidden in a fragment",
      `{ ...all } fragment all on Query { ${times(LIMITS.rootFields + 1, (n) => `f${n}: organization { name }`)} }`,
    ],
    ["aliases", `{ units { ${times(LIMITS.aliases + 1, (n) => `a${n}: name`)} } }`],
    ["aliases, spread twice", `{ one: units { ...u } units { ...u } } fragment u on Unit { ${times(15, (n) => `a${n}: name`)} }`],
    ["depth", deep(LIMITS.depth + 1)],
  ])("%s", async (_what, query) => {
    const { http, socket } = await onBothDoors(query);
    expect(http.status).toBe(400);
    expect(http.codes).toContain("DOCUMENT_TOO_LARGE");
    expect(socket.codes).toEqual(http.codes);
  });

  test("tokens", async () => {
    const { http, socket } = await onBothDoors(`{ units { ${"name ".repeat(LIMITS.tokens)} } }`);
    expect(http).toEqual({ status: 400, codes: ["GRAPHQL_PARSE_FAILED"] });
    expect(socket.codes).toEqual(http.codes);
  });

  test.each(["{ units {", "subscription", "{ units { nameless } }", "query ($a: Nothing) { units { name } }"])(
    "and so is %j, which is no document",
    async (query) => {
      const { http, socket } = await onBothDoors(query);
      expect(http.status).toBe(400);
      expect(socket.codes).toEqual(http.codes);
    },
  );
});

describe("a document within the limits", () => {
  test.each([
    ["root fields", `{ ${times(LIMITS.rootFields, (n) => `f${n}: organization { name }`)} }`],
    ["aliases", `{ units { ${times(LIMITS.aliases, (n) => `a${n}: name`)} } }`],
    ["tokens", `{ opinions(filter: { channel: [${'"a" '.repeat(LIMITS.tokens - 17)}] }) { liveCursor } }`],
  ])("passes both doors: as many %s as allowed", async (_what, query) => {
    expect(await onBothDoors(query)).toEqual({ http: { status: 200, codes: [] }, socket: { codes: [] } });
  });

  test("passes with as many levels as allowed", () => {
    const tooDeep = validate(schema, parse(deep(LIMITS.depth)), [sizeRule]);
    expect(tooDeep).toEqual([]);
  });

  test("may be the question with which tools ask for the whole schema", async () => {
    expect(await onBothDoors(getIntrospectionQuery())).toEqual({ http: { status: 200, codes: [] }, socket: { codes: [] } });
  });
});

describe("measuring a document", () => {
  test("ends also for fragments that spread each other in a circle", async () => {
    const { http, socket } = await onBothDoors("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a organization { name } }");
    expect(http.codes).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    expect(socket.codes).toEqual(http.codes);
  });

  test("takes no longer for fragments that spread one another twice, over and over", () => {
    // 2 to the 40th walks would take weeks.
    const LEVELS = 40;
    const fragments = times(LEVELS, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`);
    const document = parse(`{ ...f0 } ${fragments} fragment f${LEVELS} on Query { organization { name } }`);
    const startedAt = performance.now();
    validate(schema, document, [sizeRule]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
