import { ANONYMOUS } from "@langnghe/domain/foundation";
import { Opinion, OpinionRefused, type Refusal } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, TEST, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const countOpinions = () => world.domain.dataSource.manager.count(Opinion);
const submit = (text: string, unitId?: string) => world.domain.intake.submit({ text, unitId, forward: "NOW" }, ANONYMOUS);
async function submitAndFind(text: string): Promise<Opinion> {
  const { hash } = await submit(text);
  return world.domain.dataSource.manager.findOneByOrFail(Opinion, { receiptHash: hash });
}

describe("an opinion that comes in", () => {
  test("keeps its words and a quarter of an hour, and nothing of the sender", async () => {
    const opinion = await world.anOpinion({ text: "Găng tay cách điện quá mỏng" });
    expect(opinion).toMatchObject({ text: "Găng tay cách điện quá mỏng", status: "RECEIVED", unitId: UNITS.union.id, version: 1 });
    expect(opinion.receivedAt.toISOString()).toBe("2026-11-22T02:15:00.000Z");
  });

  test("is kept in NFC, with what stands around it cut off and nothing else changed", async () => {
    const opinion = await submitAndFind(`  ${"Nhà tắm KHÔNG có nước nóng!!".normalize("NFD")}\r\nca 3 😡\n`);
    expect(opinion.text).toBe("Nhà tắm KHÔNG có nước nóng!!\nca 3 😡".normalize("NFC"));
  });

  test("has a random id, which carries neither time nor order", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 40; count += 1) ids.push((await world.anOpinion()).id);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const risingSteps = ids.slice(1).filter((id, place) => id > (ids[place] ?? "")).length;
    expect(risingSteps).toBeGreaterThan(5);
    expect(risingSteps).toBeLessThan(34);
  });

  test("may be as long as 5,000 characters, emojis counted as one each", async () => {
    const longest = `Bếp ăn ${"😀".repeat(4_993)}`;
    expect((await submitAndFind(longest)).text).toBe(longest);
  });

  test.each<[Refusal, string]>([
    ["EMPTY", ""],
    ["EMPTY", " \n\t "],
    ["TOO_SHORT", "?!"],
    ["TOO_SHORT", "👍👍👍👍👍"],
    ["TOO_LONG", "ữ".repeat(5_001)],
    ["TOO_LONG", `Bếp ăn ${"😀".repeat(4_994)}`],
    ["BAD_CHARACTERS", "Ca\u0000đêm không có xe"],
    ["BAD_CHARACTERS", "Ca đêm không có xe \ud83d"],
  ])("is refused as %s and leaves nothing behind", async (refusal, text) => {
    const before = await countOpinions();
    const refused = await failureOf<OpinionRefused>(submit(text));
    expect(refused).toBeInstanceOf(OpinionRefused);
    expect(refused.refusal).toBe(refusal);
    expect(await countOpinions()).toBe(before);
  });

  test("may name a unit that members can choose; one of very few people, a foreign id and no id at all are refused alike", async () => {
    await submit("Xe ca đưa đón trễ", UNITS.boilers.id);
    for (const unitId of [UNITS.tiny.id, "00000000-0000-4000-8000-000000000999", "'; DROP TABLE opinion", ""]) {
      expect((await failureOf<OpinionRefused>(submit("Xe ca đưa đón trễ", unitId))).refusal).toBe("UNKNOWN_UNIT");
    }
  });

  test("in an outside system's hands goes only where its key reaches", async () => {
    const { key } = await world.aClient({ scopes: ["opinion:submit"], unit: "plantA" });
    const client = await world.domain.apiClients.authenticate({ key, address: "127.0.0.1" });
    const submitAs = (unitId: string) => world.domain.intake.submit({ text: "Quạt hút ở xưởng hỏng", unitId, forward: "NOW" }, client);
    await submitAs(UNITS.boilers.id);
    expect((await failureOf<OpinionRefused>(submitAs(UNITS.plantB.id))).refusal).toBe("UNKNOWN_UNIT");
  });
});

describe("the same words again", () => {
  test("through the same channel are taken in and marked with the first of them", async () => {
    const text = "Lương tháng 10 trả chậm 12 ngày";
    const first = await world.anOpinion({ text });
    const second = await world.anOpinion({ text: `  ${text.normalize("NFD")} ` });
    const third = await world.anOpinion({ text });
    expect([first, second, third].map(({ repeatOfId }) => repeatOfId)).toEqual([null, first.id, first.id]);
  });

  test("within one batch are marked too", async () => {
    const opinions = ["Mất nước nóng", "Bếp ăn lạnh", "Mất nước nóng"].map((text) => ({ text }));
    const outcomes = await world.domain.intake.submitBatch({ channel: "IMPORT", opinions }, TEST);
    const ids = outcomes.map((outcome) => (outcome.kind === "REFUSED" ? "" : outcome.opinionId));
    const last = await world.domain.dataSource.manager.findOneByOrFail(Opinion, { id: ids[2] ?? "" });
    expect(last.repeatOfId).toBe(ids[0]);
  });

  test("through another channel, or almost the same words, are an opinion like any other", async () => {
    const text = "Quạt thông gió hỏng";
    await world.anOpinion({ text });
    expect((await world.anOpinion({ text, channel: "FANPAGE" })).repeatOfId).toBeNull();
    expect((await world.anOpinion({ text: `${text}!` })).repeatOfId).toBeNull();
    expect((await world.anOpinion({ text: text.toUpperCase() })).repeatOfId).toBeNull();
  });
});

describe("the receipt of an opinion", () => {
  test("opens it however it is typed, and any other code opens nothing", async () => {
    const { words } = await submit("Phòng nghỉ giữa ca quá nóng");
    const { opinions } = world.domain;
    expect(await opinions.findByReceipt(words.join(" "))).toMatchObject({ text: "Phòng nghỉ giữa ca quá nóng", status: "RECEIVED" });
    expect(await opinions.findByReceipt(words.join("-").toUpperCase())).toBeDefined();
    expect(await opinions.findByReceipt(words.toReversed().join(" "))).toBeUndefined();
    expect(await opinions.findByReceipt("không phải mã")).toBeUndefined();
    expect(await opinions.findByReceipt("\u0000")).toBeUndefined();
  });
});
