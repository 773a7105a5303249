import { ANONYMOUS } from "@langnghe/domain/foundation";
import { beforeAll, describe, expect, test } from "vitest";
import { anApi, type TestApi } from "../support/api.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await aWorld();
  api = await anApi(world.databaseUrl);
});

const PLAIN = "query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text } }";
const HIDDEN =
  "query ($receipt: String!) { ...Lookup } fragment Lookup on Query { mine: opinionByReceipt(receipt: $receipt) { text unit { name } } }";

/** Slots are of 30 ms; `tests/load/receipts.ts` measures how well they hide. */
describe("an answer about a receipt leaves at the end of a slot of time", () => {
  test.each([
    ["one that opens an opinion", PLAIN, (words: string) => words],
    ["one that opens an opinion, asked for in a roundabout way", HIDDEN, (words: string) => words],
    ["one that opens none", PLAIN, (words: string) => words.split(" ").reverse().join(" ")],
    ["what is no receipt at all", PLAIN, () => "xyz"],
  ])("%s", async (_name, query, typed) => {
    const { words } = await world.domain.intake.submit({ text: "Ai đang nhìn đồng hồ", forward: "NOW" }, ANONYMOUS);
    const receipt = typed(words.join(" "));
    for (let round = 0; round < 3; round += 1) {
      const startedAt = performance.now();
      expect((await api.ask(query, { receipt })).status).toBe(200);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29);
    }
  });
});
