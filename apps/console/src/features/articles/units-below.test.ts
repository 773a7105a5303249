import { expect, test } from "vitest";
import { unitsBelow } from "./units-below.ts";

const UNITS = [
  { id: "union", parentId: null },
  { id: "plant", parentId: "union" },
  { id: "shift", parentId: "plant" },
  { id: "depot", parentId: "union" },
];

test("a grant reaches its unit and everything below, and nothing beside or above", () => {
  expect(unitsBelow(UNITS, ["plant"]).map(({ id }) => id)).toEqual(["plant", "shift"]);
  expect(unitsBelow(UNITS, ["union"])).toEqual(UNITS);
  expect(unitsBelow(UNITS, [])).toEqual([]);
});
