import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Unit } from "./unit.entity.ts";
import { inReadingOrder } from "./unit-tree.ts";

/** A tree in any order: unit n hangs below some unit before it. */
const aTree = fc
  .array(fc.record({ parent: fc.nat(), position: fc.nat({ max: 3 }) }), { maxLength: 30 })
  .map((nodes) =>
    nodes.map(
      ({ parent, position }, n): Unit => ({
        id: `unit-${n}`,
        parentId: n === 0 ? null : `unit-${parent % n}`,
        code: `U${n}`,
        name: `Đơn vị ${n}`,
        isChoosable: true,
        position,
        memberCount: null,
      }),
    ),
  )
  .chain((units) => fc.shuffledSubarray(units, { minLength: units.length }));

describe("the units in reading order", () => {
  test("are all there, once, each right below its parent's place and one level deeper", () => {
    fc.assert(
      fc.property(aTree, (units) => {
        const placed = inReadingOrder(units);
        expect(placed.map(({ unit }) => unit.id).toSorted()).toEqual(units.map(({ id }) => id).toSorted());
        const depthOf = new Map<string | null, number>([[null, -1]]);
        for (const { unit, depth } of placed) {
          expect(depth).toBe((depthOf.get(unit.parentId) ?? Number.NaN) + 1);
          depthOf.set(unit.id, depth);
        }
      }),
    );
  });

  test("have siblings by position, and by Vietnamese name where positions are equal", () => {
    const unit = (id: string, parentId: string | null, name: string, position = 0): Unit => ({
      id,
      parentId,
      code: id,
      name,
      isChoosable: true,
      position,
      memberCount: null,
    });
    const units = [
      unit("r", null, "Công đoàn"),
      unit("d", "r", "Đội xe"),
      unit("b", "r", "Ban điện"),
      unit("e", "r", "Em út"),
      unit("z", "r", "Zét", -1),
    ];
    expect(inReadingOrder(units).map(({ unit: { name } }) => name)).toEqual(["Công đoàn", "Zét", "Ban điện", "Đội xe", "Em út"]);
  });
});
