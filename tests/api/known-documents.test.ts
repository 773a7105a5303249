import { buildSchema, type DocumentNode, GraphQLError } from "graphql";
import { describe, expect, test } from "vitest";
import { KnownDocuments } from "../../apps/api/src/live/known-documents.ts";
import { Turnstile } from "../../apps/api/src/live/turnstile.ts";

const schema = buildSchema("type Query { wish: String }");
const documents = () => new KnownDocuments(schema);
const read = (from: KnownDocuments, text: string) => from.read(text) as DocumentNode;
const aliased = (place: number) => `{ a${place}: wish }`;

describe("documents that thousands of sockets send", () => {
  test("are read once", () => {
    const known = documents();
    expect(read(known, "{ wish }")).toBe(read(known, "{ wish }"));
  });

  test("are read anew when many others came since, and stay known while they are used", () => {
    const known = documents();
    const [rare, frequent] = [read(known, aliased(0)), read(known, aliased(1))];
    for (let place = 2; place < 80; place += 1) {
      read(known, aliased(place));
      expect(read(known, aliased(1))).toBe(frequent);
    }
    expect(read(known, aliased(0))).not.toBe(rare);
  });

  test("are refused each time they are wrong", () => {
    const known = documents();
    for (let times = 0; times < 2; times += 1) {
      expect(known.read("{ secret }")).toMatchObject([{ message: expect.stringContaining("secret") }]);
      expect(() => known.read("{ wish")).toThrow(GraphQLError);
    }
  });
});

test("of many who come at once each gets through, in their order, and other work gets its turn between them", async () => {
  const turnstile = new Turnstile();
  const through: number[] = [];
  const turns: number[] = [];
  await new Promise<void>((resolve) => {
    for (let place = 0; place < 200; place += 1) turnstile.enter(() => through.push(place));
    const look = () => {
      turns.push(through.length);
      if (through.length === 200) resolve();
      else setImmediate(look);
    };
    setImmediate(look);
  });
  expect(through).toEqual(Array.from({ length: 200 }, (_, place) => place));
  expect(turns.length).toBeGreaterThanOrEqual(10);
});
