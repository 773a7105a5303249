import { ROLES } from "@langnghe/domain/access";
import { ANONYMOUS, type ClientActor } from "@langnghe/domain/foundation";
import { isOpinionEvent, isShown, Opinion } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, type TestStaff, type World } from "../support/world.ts";

const REASON = "Gọi lại để hẹn gặp theo lời anh chị";

let world: World;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  moderator = await world.aStaffMember({ role: "MODERATOR" });
});

const query = (sql: string, values: unknown[] = []) => world.domain.dataSource.query(sql, values);
const read = (id: string) => world.domain.dataSource.manager.findOneByOrFail(Opinion, { id });
const found = async (text: string) => (await world.domain.opinions.list({ filter: { text }, first: 100 }, moderator)).rows.map(({ id }) => id);
const revealed = () => query("SELECT actor_id AS by, subject_ids AS ids, reason FROM audit_entry WHERE action = 'opinion:reveal' ORDER BY id");

describe("personal data in a text", () => {
  test("is covered for whoever reads it, and the words as received stay as they were", async () => {
    const opinion = await world.anOpinion({ text: "Ca đêm mệt quá, gọi tôi 0912 345 678 hoặc an@example.com" });
    expect(opinion.text).toBe("Ca đêm mệt quá, gọi tôi [số điện thoại] hoặc [địa chỉ e-mail]");
    expect(opinion.receivedText).toBe("Ca đêm mệt quá, gọi tôi 0912 345 678 hoặc an@example.com");
    expect(opinion.redactions).toEqual([
      { kind: "PHONE", start: 24, end: 36 },
      { kind: "EMAIL", start: 42, end: 56 },
    ]);
  });

  test("is seen by its sender as it was written", async () => {
    const text = "Nhờ gọi lại số 0987 654 321";
    const { words } = await world.domain.intake.submit({ text, forward: "NOW" }, ANONYMOUS);
    expect(await world.domain.opinions.findByReceipt(words.join(" "))).toMatchObject({ text });
  });

  test("that waited among others is covered as it enters the feed", async () => {
    await world.domain.intake.submit({ text: "Lời chờ, gọi 0933 111 222", forward: "LATER" }, ANONYMOUS);
    world.clock.moveBy(25 * 60 * 60 * 1000);
    await world.domain.intake.releaseDue();
    const [id] = await found("lời chờ gọi");
    expect((await read(id ?? "")).text).toBe("Lời chờ, gọi [số điện thoại]");
  });

  test("leaves nothing behind when the words are erased", async () => {
    const opinion = await world.anOpinion({ text: "Sắp xóa, gọi 0911 000 111" });
    await world.domain.opinions.setAside({ opinionId: opinion.id, reason: "TEST", expectedVersion: 1 }, moderator);
    world.clock.moveBy(26 * 31 * 24 * 60 * 60 * 1000);
    await world.domain.retention.eraseOldTexts();
    expect(await read(opinion.id)).toMatchObject({ text: "", receivedText: "", redactions: [] });
  });
});

describe("nobody can ask whether it is this number", () => {
  test("by a search for words, in a list or in the feed: what is covered is not found, what stands beside it is", async () => {
    const start = await world.domain.events.end();
    const { id } = await world.anOpinion({ text: "Bếp ăn hôm qua, hỏi chị Thảo 0905 123 987" });
    for (const guess of ["0905123987", "0905", "123 987", "0905 123 987", "987"]) expect(await found(guess)).not.toContain(id);
    expect(await found("thảo bếp")).toContain(id);
    const events = await until("the opinion is in the log", async () => {
      const page = await world.domain.events.read({ after: start, limit: 20 });
      return page.some(({ subjectId }) => subjectId === id) && page.filter(isOpinionEvent);
    });
    const [entry] = (await world.domain.opinions.readFeed(events)).filter(({ item }) => item.opinion.id === id);
    const shows = async (text: string) => entry !== undefined && isShown(entry, await world.domain.opinions.feedScope({ text }, moderator));
    expect([await shows("0905"), await shows("bếp")]).toEqual([false, true]);
  });

  test("by sending the guess: a wrong one is as like, and as much a repeat, as the right one", async () => {
    const first = await world.anOpinion({ text: "Tổ tôi bị trừ phụ cấp độc hại, liên hệ 0977 222 333 để hỏi" });
    const right = await world.anOpinion({ text: "Tổ tôi bị trừ phụ cấp độc hại, liên hệ 0977 222 333 để hỏi" });
    const wrong = await world.anOpinion({ text: "Tổ tôi bị trừ phụ cấp độc hại, liên hệ 0977 222 334 để hỏi" });
    expect([right.repeatOfId, wrong.repeatOfId]).toEqual([first.id, first.id]);
    const matches = (await world.domain.opinions.findSimilar([first.id], moderator)).get(first.id)?.matches ?? [];
    expect(new Map(matches.map(({ opinionId, score }) => [opinionId, score]))).toEqual(
      new Map([
        [right.id, 1],
        [wrong.id, 1],
      ]),
    );
  });
});

describe("an opinion from before redactions", () => {
  test("is never shown bare, is found by no words until it is looked through, and then as any other", async () => {
    const text = "Nhà xe dột, gọi bảo vệ 0944 555 666";
    const bare = await world.anOpinion({ text: "Lối vào kho tối, không ai sửa" });
    const { id } = await world.anOpinion({ text });
    await query("UPDATE opinion SET redactions = NULL, folded_text = $2 WHERE id = $1", [id, "nha xe dot, goi bao ve 0944 555 666"]);
    await query("UPDATE opinion SET redactions = NULL WHERE id = $1", [bare.id]);
    expect((await read(id)).text).toBe("Nhà xe dột, gọi bảo vệ [số điện thoại]");
    expect(await found("0944")).not.toContain(id);
    expect(await found("nhà xe dột")).not.toContain(id);

    expect(await world.domain.intake.catchUpRedactions()).toBe(2);
    expect(await world.domain.intake.catchUpRedactions()).toBe(0);
    expect(await found("0944")).not.toContain(id);
    expect(await found("nhà xe dột")).toContain(id);
    expect(await found("lối vào kho")).toContain(bare.id);
    const again = await world.anOpinion({ text: "Nhà xe dột, gọi bảo vệ 0944 555 999" });
    expect(again.repeatOfId).toBe(id);
    expect((await world.domain.opinions.findSimilar([again.id], moderator)).get(again.id)?.matches[0]).toEqual({ opinionId: id, score: 1 });
  });
});

describe("a cover", () => {
  const anOpinion = () => world.anOpinion({ text: "Cần gặp riêng, số của tôi 0966 777 888", unit: "plantA" });

  test("is lifted for one who handles the matter, this once, with a reason that the audit keeps", async () => {
    const { id } = await anOpinion();
    const { text, redactions } = await world.domain.opinions.revealText({ opinionId: id, reason: `  ${REASON} ` }, moderator);
    expect(text).toBe("Cần gặp riêng, số của tôi 0966 777 888");
    expect(redactions.map(({ start, end }) => text.slice(start, end))).toEqual(["0966 777 888"]);
    expect((await revealed()).at(-1)).toEqual({ by: moderator.id, ids: [id], reason: REASON });
    expect((await world.domain.opinions.read(id, moderator))?.text).toBe("Cần gặp riêng, số của tôi [số điện thoại]");
  });

  test.each(["", "vì cần", "..............", "   abc    "])("stays with %j for a reason, and nothing is noted", async (reason) => {
    const { id } = await anOpinion();
    const before = (await revealed()).length;
    expect(await failureOf(world.domain.opinions.revealText({ opinionId: id, reason }, moderator))).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await revealed()).toHaveLength(before);
  });

  test("does not move into the audit with the reason", async () => {
    const { id } = await anOpinion();
    await world.domain.opinions.revealText({ opinionId: id, reason: "Đối chiếu với số 0966 777 888 đã gọi đến" }, moderator);
    expect((await revealed()).at(-1).reason).toBe("Đối chiếu với số [số điện thoại] đã gọi đến");
  });

  test("is lifted by moderators and case handlers of the unit alone, and by no outside system", async () => {
    const { id } = await anOpinion();
    const before = (await revealed()).length;
    const answers: Record<string, string> = {};
    for (const role of ROLES) {
      const member = await world.aStaffMember({ role, unit: "plantA" });
      answers[role] = await world.domain.opinions.revealText({ opinionId: id, reason: REASON }, member).then(
        () => "revealed",
        (error) => error.code,
      );
    }
    expect(Object.keys(answers).filter((role) => answers[role] === "revealed")).toEqual(["MODERATOR", "CASE_HANDLER"]);
    const elsewhere = await world.aModerator("plantB");
    expect(await failureOf(world.domain.opinions.revealText({ opinionId: id, reason: REASON }, elsewhere))).toMatchObject({
      code: "NOT_FOUND",
    });
    const units = new Set([UNITS.plantA.id]);
    const greedy: ClientActor = {
      kind: "client",
      id: crypto.randomUUID(),
      keyId: crypto.randomUUID(),
      name: "Hệ thống ngoài",
      reach: { "opinion:read": units, "opinion:reveal": units },
    };
    expect(await failureOf(world.domain.opinions.revealText({ opinionId: id, reason: REASON }, greedy))).toMatchObject({ code: "FORBIDDEN" });
    expect(await revealed()).toHaveLength(before + 2);
  });
});
