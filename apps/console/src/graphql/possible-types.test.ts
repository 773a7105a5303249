import { readFileSync } from "node:fs";
import { buildSchema, isUnionType } from "graphql";
import { expect, test } from "vitest";
import { POSSIBLE_TYPES } from "./possible-types.ts";

test("the cache knows every union of the schema and its members", () => {
  const schema = buildSchema(readFileSync(new URL("../../../../schema/schema.graphql", import.meta.url), "utf8"));
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  const members = unions.map((union) => [
    union.name,
    schema
      .getPossibleTypes(union)
      .map(({ name }) => name)
      .sort(),
  ]);
  expect(Object.fromEntries(Object.entries(POSSIBLE_TYPES).map(([name, types]) => [name, [...types].sort()]))).toEqual(Object.fromEntries(members));
});
