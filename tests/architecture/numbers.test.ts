import { getNamedType, isObjectType } from "graphql";
import { expect, test } from "vitest";
import { buildApiSchema } from "../../apps/api/src/schema.ts";

/** Every number of the api, and why it tells nobody how few wrote. A new one fails until somebody has thought of it. */
const REASONS: Readonly<Record<string, string>> = {};

test("every number in the schema has a reason, and no reason is left of a number that is gone", async () => {
  const schema = await buildApiSchema({ get: () => undefined });
  const numbers = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith("__"))
    .flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter(({ type: result }) => ["Int", "Float"].includes(getNamedType(result).name))
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
  expect(numbers.toSorted()).toEqual(Object.keys(REASONS).toSorted());
});
