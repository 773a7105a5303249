import { beforeAll, describe, expect, test } from "vitest";
import { UNITS } from "../support/small-union.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

describe("an opinion that comes in", () => {
  test("keeps its words and a quarter of an hour, and nothing of the sender", async () => {
    const opinion = await world.anOpinion({ text: "Găng tay cách điện quá mỏng" });
    expect(opinion).toMatchObject({ text: "Găng tay cách điện quá mỏng", status: "RECEIVED", unitId: UNITS.union.id, version: 1 });
    expect(opinion.receivedAt.toISOString()).toBe("2026-11-22T02:15:00.000Z");
  });
});
