import { Opinion } from "@langnghe/domain/opinions";
import { beforeAll, expect, test } from "vitest";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const MONTH_MS = 31 * 24 * 60 * 60 * 1000;

test("words are erased for good after the organization's period, the row stays; open matters keep theirs", async () => {
  const moderator = await world.aStaffMember({ role: "MODERATOR" });
  const open = await world.anOpinion({ text: "Còn chờ trả lời" });
  const ended = await world.anOpinion({ text: "Lời sẽ được xóa" });
  await world.domain.opinions.setAside({ opinionId: ended.id, reason: "TEST", expectedVersion: 1 }, moderator);

  world.clock.moveBy(23 * MONTH_MS);
  expect(await world.domain.retention.eraseOldTexts()).toBe(0);
  world.clock.moveBy(2 * MONTH_MS);
  expect(await world.domain.retention.eraseOldTexts()).toBe(1);
  expect(await world.domain.retention.eraseOldTexts()).toBe(0);

  const { manager } = world.domain.dataSource;
  expect(await manager.findOneByOrFail(Opinion, { id: ended.id })).toMatchObject({ text: "", status: "SET_ASIDE" });
  expect((await manager.findOneByOrFail(Opinion, { id: open.id })).text).toBe("Còn chờ trả lời");
  const [{ hits }] = await manager.query(
    "SELECT count(*)::int AS hits FROM opinion WHERE folded_text LIKE '%se duoc xoa%' OR text LIKE '%sẽ được xóa%'",
  );
  expect(hits).toBe(0);
});
