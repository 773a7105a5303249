import { isOpinionEvent, isShown, Opinion } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { until } from "../support/until.ts";
import { aWorld, TEST, type TestStaff, type World } from "../support/world.ts";

const TEXT = "Đợt bảo dưỡng vừa rồi tổ tôi tăng ca 62 giờ mà lương tháng này chưa thấy tiền tăng ca";
const ALMOST = "dot bao duong vua roi to toi tang ca 58 gio ma luong thang nay chua thay tien tang ca!!";

let world: World;
let everywhere: TestStaff;
let inPlantA: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  everywhere = await world.aStaffMember({ role: "MODERATOR" });
  inPlantA = await world.aStaffMember({ role: "MODERATOR", unit: "plantA" });
});

const query = (sql: string, values: unknown[] = []) => world.domain.dataSource.query(sql, values);
const similarTo = async (opinion: Opinion, reader: TestStaff) => (await world.domain.opinions.findSimilar([opinion.id], reader)).get(opinion.id);
const differently = (text: string) => `${text} ${crypto.randomUUID().slice(0, 4)}`;

describe("an opinion with almost the words of another", () => {
  test("shows it, with how much is the same, and the earlier one shows the later", async () => {
    const first = await world.anOpinion({ text: TEXT });
    const second = await world.anOpinion({ text: ALMOST, channel: "FANPAGE" });
    await world.anOpinion({ text: "Bếp ăn ca đêm nguội và ít thịt, đề nghị đổi nhà thầu" });
    const [match] = (await similarTo(second, everywhere))?.matches ?? [];
    expect(match?.opinionId).toBe(first.id);
    expect(match?.score).toBeGreaterThan(0.8);
    expect(await similarTo(first, everywhere)).toEqual({ count: 1, matches: [{ opinionId: second.id, score: match?.score }] });
  });

  test("finds one that comes in the same batch or the same moment", async () => {
    const text = "Quạt thông gió ở xưởng sơn hỏng ba tuần chưa ai sửa";
    const opinions = [{ text }, { text: "Nhà để xe dột mỗi khi mưa lớn" }, { text: `${text} cả` }];
    const outcomes = await world.domain.intake.submitBatch({ channel: "IMPORT", opinions }, TEST);
    const ids = outcomes.map((outcome) => (outcome.kind === "REFUSED" ? "" : outcome.opinionId));
    const found = await world.domain.opinions.findSimilar(ids, everywhere);
    expect(ids.map((id) => found.get(id)?.matches.map(({ opinionId }) => opinionId) ?? [])).toEqual([[ids[2]], [], [ids[0]]]);
  });

  test("tells the live feed of the earlier one, to those who may read both", async () => {
    const text = "Nhà tắm khu tập thể mất nước nóng từ đầu tuần";
    const earlier = await world.anOpinion({ text, unit: "boilers" });
    const start = await world.domain.events.end();
    await world.anOpinion({ text: differently(text), unit: "plantB" });
    const near = await world.anOpinion({ text: differently(text), unit: "turbines" });
    const events = await until("the matches can be read", async () => {
      const read = await world.domain.events.read({ after: start, limit: 20 });
      return read.some(({ subjectId }) => subjectId === near.id) && read;
    });
    const matched = async (reader: TestStaff) => {
      const scope = await world.domain.opinions.feedScope({}, reader);
      const entries = await world.domain.opinions.readFeed(events.filter(isOpinionEvent));
      return entries.filter((entry) => isShown(entry, scope) && entry.item.kind === "MATCHED" && entry.item.opinion.id === earlier.id);
    };
    expect(await matched(everywhere)).toHaveLength(2);
    expect(await matched(inPlantA)).toHaveLength(1);
  });

  test("counts only what the reader may read", async () => {
    const text = "Hệ thống báo cháy ở kho vật tư kêu nhầm suốt đêm";
    const own = await world.anOpinion({ text, unit: "boilers" });
    for (const unit of ["plantB", "union", "turbines"] as const) await world.anOpinion({ text: differently(text), unit });
    expect((await similarTo(own, everywhere))?.count).toBe(3);
    expect((await similarTo(own, inPlantA))?.count).toBe(1);
  });
});

describe("what is known of likeness", () => {
  test("goes with the words when they are erased: bands, pairs and the log's lines", async () => {
    const text = "Máy lọc nước uống ở nhà ăn có mùi lạ";
    const ended = await world.anOpinion({ text });
    const living = await world.anOpinion({ text: differently(text) });
    await world.domain.opinions.setAside({ opinionId: ended.id, reason: "TEST", expectedVersion: 1 }, everywhere);
    const known = async () => {
      const [row] = await query(
        `SELECT (SELECT count(*)::int FROM opinion_band WHERE opinion_id = $1) AS bands,
                (SELECT count(*)::int FROM opinion_match WHERE $1 IN (opinion_id, earlier_id)) AS pairs,
                (SELECT count(*)::int FROM event WHERE name = 'OpinionMatched' AND (subject_id = $1 OR payload::text LIKE '%' || $1::text || '%')) AS lines`,
        [ended.id],
      );
      return row;
    };
    expect(await known()).toEqual({ bands: 16, pairs: 1, lines: 1 });
    world.clock.moveBy(26 * 31 * 24 * 60 * 60 * 1000);
    expect(await world.domain.retention.eraseOldTexts()).toBe(1);
    expect(await known()).toEqual({ bands: 0, pairs: 0, lines: 0 });
    expect(await similarTo(living, everywhere)).toBeUndefined();
  });

  test("reaches opinions from before there were bands, once they are caught up with", async () => {
    const old = await world.anOpinion({ text: "Lối thoát hiểm tầng ba bị chất thùng hàng" });
    await query("DELETE FROM opinion_band WHERE opinion_id = $1", [old.id]);
    await query("INSERT INTO opinion_without_bands VALUES ($1)", [old.id]);
    expect(await world.domain.intake.catchUpBands()).toBe(1);
    expect(await world.domain.intake.catchUpBands()).toBe(0);
    const fresh = await world.anOpinion({ text: "Lối thoát hiểm tầng ba lại bị chất thùng hàng" });
    expect((await similarTo(fresh, everywhere))?.matches[0]?.opinionId).toBe(old.id);
    expect(await world.domain.dataSource.manager.existsBy(Opinion, { id: old.id })).toBe(true);
  });
});
