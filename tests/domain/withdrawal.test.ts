import { Opinion, OpinionConflict, OpinionStepImpossible } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { dumpAllRows } from "../support/all-rows.ts";
import { aDesk, aPublished } from "../support/article-walk.ts";
import { readWholeLog } from "../support/read-whole-log.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, TEST, type TestStaff, type World } from "../support/world.ts";

let world: World;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  moderator = await world.aModerator("union");
});

const words = () => `Lời sẽ rút ${crypto.randomUUID()}`;
async function said(text: string, forward: "NOW" | "LATER" = "NOW"): Promise<string> {
  const { words: receipt } = await world.domain.intake.submit({ text, unitId: UNITS.boilers.id, forward }, { kind: "anonymous" });
  return receipt.join(" ");
}
const opinionOf = async (text: string) => world.domain.dataSource.manager.findOneByOrFail(Opinion, { receivedText: text });
const isAnywhere = async (text: string) => [...(await dumpAllRows(world.domain.dataSource)).values()].flat().some((row) => row.includes(text));

describe("a sender who takes an opinion back", () => {
  test("has the words erased at once, everywhere, and it leaves every queue", async () => {
    const text = words();
    const receipt = await said(text);
    const { id } = await opinionOf(text);
    expect(await world.domain.withdrawals.withdraw(receipt)).toBe(true);
    expect(await isAnywhere(text)).toBe(false);
    const opinion = await world.domain.opinions.read(id, moderator);
    expect(opinion).toMatchObject({ status: "WITHDRAWN", text: "", setAsideReason: null });
    expect(await world.domain.opinions.findByReceipt(receipt)).toMatchObject({ status: "WITHDRAWN", text: "" });
    const [last] = (await world.domain.opinions.findHistories([id])).slice(-1);
    expect(last).toMatchObject({ kind: "WITHDRAWN", decidedByStaffId: null, decidedByClientId: null });
    expect((await readWholeLog(world)).at(-1)).toMatchObject({ name: "OpinionWithdrawn", subjectId: id });
    expect(await world.domain.opinionCounts.findDifferences()).toEqual([]);
  });

  test("may do so at every step, and no member of staff can bring it back", async () => {
    const [triaged, aside, answered] = [words(), words(), words()];
    const receipts = [await said(triaged), await said(aside), await said(answered)];
    const on = async (text: string) => ({ opinionId: (await opinionOf(text)).id, expectedVersion: 1 });
    await world.domain.opinions.triage(await on(triaged), moderator);
    await world.domain.opinions.setAside({ ...(await on(aside)), reason: "SPAM" }, moderator);
    const ids = [(await opinionOf(triaged)).id, (await opinionOf(aside)).id, (await opinionOf(answered)).id];
    await aPublished(world, await aDesk(world), { opinionIds: [ids[2] ?? ""] });
    for (const receipt of receipts) expect(await world.domain.withdrawals.withdraw(receipt)).toBe(true);
    for (const opinionId of ids) {
      const { version, status } = await world.domain.dataSource.manager.findOneByOrFail(Opinion, { id: opinionId });
      expect(status).toBe("WITHDRAWN");
      const step = { opinionId, expectedVersion: version };
      await expect(world.domain.opinions.undoDecision(step, moderator)).rejects.toThrow(OpinionStepImpossible);
      await expect(world.domain.opinions.triage(step, moderator)).rejects.toThrow(OpinionStepImpossible);
      await expect(world.domain.opinions.setAside({ ...step, reason: "TEST" }, moderator)).rejects.toThrow(OpinionStepImpossible);
    }
  });

  test("leaves no trace of one that still waits among others", async () => {
    const text = words();
    const before = await dumpAllRows(world.domain.dataSource);
    const receipt = await said(text, "LATER");
    expect(await world.domain.withdrawals.withdraw(receipt)).toBe(true);
    expect(await dumpAllRows(world.domain.dataSource)).toEqual(before);
    expect(await world.domain.withdrawals.withdraw(receipt)).toBe(false);
  });

  test("does nothing more the second time, and nothing with a code that is none", async () => {
    const receipt = await said(words());
    expect(await world.domain.withdrawals.withdraw(receipt)).toBe(true);
    const before = await dumpAllRows(world.domain.dataSource);
    expect(await world.domain.withdrawals.withdraw(receipt)).toBe(true);
    expect(await world.domain.withdrawals.withdraw("không có mã nào như thế này cả đâu")).toBe(false);
    expect(await dumpAllRows(world.domain.dataSource)).toEqual(before);
  });

  test("and a moderator who decides at the same moment: one is first, the other hears of it", async () => {
    for (let round = 0; round < 10; round += 1) {
      const text = words();
      const receipt = await said(text);
      const { id } = await opinionOf(text);
      const [withdrawn, triaged] = await Promise.allSettled([
        world.domain.withdrawals.withdraw(receipt),
        world.domain.opinions.triage({ opinionId: id, expectedVersion: 1 }, moderator),
      ]);
      expect(withdrawn).toMatchObject({ status: "fulfilled", value: true });
      if (triaged.status === "rejected") expect(triaged.reason).toBeInstanceOf(OpinionConflict);
      expect(await isAnywhere(text)).toBe(false);
    }
  });
});

test("how long words are kept is told by how the matter ended, and only those are erased whose time is over", async () => {
  const monthMs = 31 * 24 * 60 * 60 * 1000;
  const own = await aWorld();
  const member = await own.aModerator("union");
  await own.domain.retention.set({ outcome: "SPAM", months: 2 }, TEST);
  const [spam, duplicate] = [await own.anOpinion(), await own.anOpinion()];
  await own.domain.opinions.setAside({ opinionId: spam.id, expectedVersion: 1, reason: "SPAM" }, member);
  await own.domain.opinions.setAside({ opinionId: duplicate.id, expectedVersion: 1, reason: "DUPLICATE" }, member);
  own.clock.moveBy(monthMs);
  expect(await own.domain.retention.eraseOldTexts()).toBe(0);
  own.clock.moveBy(2 * monthMs);
  expect(await own.domain.retention.eraseOldTexts()).toBe(1);
  expect((await own.domain.dataSource.manager.findOneByOrFail(Opinion, { id: spam.id })).text).toBe("");
  expect((await own.domain.retention.list()).map(({ months }) => months)).toEqual([24, 2, 24, 24, 24, 24]);
  for (const months of [0, 121, 1.5, Number.NaN]) await expect(own.domain.retention.set({ outcome: "TEST", months }, TEST)).rejects.toThrow("120");
});
