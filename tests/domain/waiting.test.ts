import { ANONYMOUS } from "@langnghe/domain/foundation";
import { Opinion } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { UNITS } from "../support/small-union.ts";
import { aWorld, type World } from "../support/world.ts";

const HOUR_MS = 60 * 60_000;

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const sendLater = (text: string) => world.domain.intake.submit({ text, unitId: UNITS.plantA.id, forward: "LATER" }, ANONYMOUS);
const follow = (words: readonly string[]) => world.domain.opinions.findByReceipt(words.join(" "));
const waiting = (): Promise<{ id: string; release_at: Date }[]> => world.domain.dataSource.query("SELECT * FROM waiting_opinion");

describe("an opinion whose sender lets it wait among others", () => {
  test("enters the feed within a day, and its receipt works throughout", async () => {
    const { words } = await sendLater("Quản đốc ép làm thêm");
    expect(await follow(words)).toMatchObject({ text: "Quản đốc ép làm thêm", status: "RECEIVED", unitId: UNITS.plantA.id, receivedAt: null });
    expect(await world.domain.intake.releaseDue()).toBe(0);
    expect(await world.domain.dataSource.manager.countBy(Opinion, { receivedText: "Quản đốc ép làm thêm" })).toBe(0);

    world.clock.moveBy(24 * HOUR_MS);
    expect(await world.domain.intake.releaseDue()).toBe(1);
    expect(await follow(words)).toMatchObject({ text: "Quản đốc ép làm thêm", status: "RECEIVED", receivedAt: new Date("2026-11-23T02:15:00Z") });
    expect(await waiting()).toEqual([]);
  });

  test("tells nothing of when it was sent: released, it has the quarter of its release and an id of its own", async () => {
    const { words, hash } = await sendLater("Đừng nói là tôi gửi");
    const [row] = await waiting();
    world.clock.moveBy(30 * HOUR_MS);
    await world.domain.intake.releaseDue();
    const opinion = await world.domain.dataSource.manager.findOneByOrFail(Opinion, { receiptHash: hash });
    expect(opinion.id).not.toBe(row?.id);
    expect(opinion.receivedAt).toEqual((await follow(words))?.receivedAt);
    expect(opinion.receivedAt.getTime()).toBeGreaterThan(row?.release_at.getTime() ?? 0);
  });

  test("waits a random while, at a moment that is no closer than a quarter", async () => {
    for (let count = 0; count < 30; count += 1) await sendLater(`Lời thứ ${count} đang chờ`);
    const moments = (await waiting()).map(({ release_at }) => release_at.getTime());
    for (const moment of moments) {
      expect(moment % (15 * 60_000)).toBe(0);
      expect(moment - world.clock.now().getTime()).toBeLessThanOrEqual(24 * HOUR_MS);
      expect(moment - world.clock.now().getTime()).toBeGreaterThan(0);
    }
    expect(new Set(moments).size).toBeGreaterThan(10);
  });

  test("is released once, also by two processes at the same moment", async () => {
    const before = await world.domain.dataSource.manager.count(Opinion);
    const count = (await waiting()).length;
    world.clock.moveBy(30 * HOUR_MS);
    const released = await Promise.all([world.domain.intake.releaseDue(), world.domain.intake.releaseDue(), world.domain.intake.releaseDue()]);
    expect(released.reduce((sum, each) => sum + each)).toBe(count);
    expect(await world.domain.dataSource.manager.count(Opinion)).toBe(before + count);
  });

  test("enters the feed also when the rules of its release day would refuse what those of its sending day took", async () => {
    const { words } = await sendLater("Câu này hôm nay không nhận nữa");
    await world.domain.dataSource.query("UPDATE waiting_opinion SET text = '?!'");
    world.clock.moveBy(30 * HOUR_MS);
    expect(await world.domain.intake.releaseDue()).toBe(1);
    expect(await follow(words)).toMatchObject({ text: "?!", status: "RECEIVED", receivedAt: expect.any(Date) });
    expect(await waiting()).toEqual([]);
  });

  test("is not held up by a hundred before it", async () => {
    for (let count = 0; count < 100; count += 1) await sendLater(`Lời ${count} mà quy tắc mới không nhận`);
    await world.domain.dataSource.query("UPDATE waiting_opinion SET text = '?!', release_at = release_at - interval '30 days'");
    const { words } = await sendLater("Lời này còn phải chờ sau một trăm lời kia");
    world.clock.moveBy(30 * HOUR_MS);
    await world.domain.intake.releaseDue();
    await world.domain.intake.releaseDue();
    expect(await follow(words)).toMatchObject({ status: "RECEIVED", receivedAt: expect.any(Date) });
    expect(await waiting()).toEqual([]);
  });

  test("is refused like any other when there is nothing in it", async () => {
    await expect(sendLater("?!")).rejects.toMatchObject({ refusal: "TOO_SHORT" });
    expect(await waiting()).toEqual([]);
  });
});
