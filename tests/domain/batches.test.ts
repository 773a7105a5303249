import { CLIENT_SCOPES } from "@langnghe/domain/access";
import { ANONYMOUS, InvalidInput, NotAllowed } from "@langnghe/domain/foundation";
import { type BatchItem, type IntakeOutcome, Opinion } from "@langnghe/domain/opinions";
import { UnknownChannel } from "@langnghe/domain/organization";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, TEST, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const bringIn = (opinions: readonly BatchItem[], channel = "IMPORT") => world.domain.intake.submitBatch({ channel, opinions }, TEST);
const kinds = (outcomes: readonly IntakeOutcome[]) => outcomes.map(({ kind }) => kind);
const idOf = (outcome: IntakeOutcome | undefined) => (outcome && outcome.kind !== "REFUSED" ? outcome.opinionId : "");
const countOpinions = () => world.domain.dataSource.manager.count(Opinion);

describe("a batch", () => {
  test("takes in what it can and names what it refuses, in the order sent", async () => {
    const texts = ["Tủ thuốc trống", "", "Không có nước uống", "x".repeat(5_001), "Hỏng\u0000chữ"];
    const outcomes = await bringIn([...texts.map((text) => ({ text })), { text: "Đơn vị lạ", unitCode: "KHONG-CO" }]);
    expect(outcomes.map((outcome) => (outcome.kind === "REFUSED" ? outcome.refusal : outcome.kind))).toEqual([
      "ACCEPTED",
      "EMPTY",
      "ACCEPTED",
      "TOO_LONG",
      "BAD_CHARACTERS",
      "UNKNOWN_UNIT",
    ]);
  });

  test("holds 1 to 500 opinions", async () => {
    const items = Array.from({ length: 501 }, (_, n) => ({ text: `Ý kiến số ${n} về ca kíp` }));
    expect(await failureOf(bringIn(items))).toBeInstanceOf(InvalidInput);
    expect(await failureOf(bringIn([]))).toBeInstanceOf(InvalidInput);
    expect(kinds(await bringIn(items.slice(0, 500)))).toEqual(Array(500).fill("ACCEPTED"));
  });

  test("names its channel and units by code, in any case", async () => {
    const [outcome] = await bringIn([{ text: "Lò hơi rò khí", unitCode: "px-lo" }], "fanpage");
    const opinion = await world.domain.dataSource.manager.findOneByOrFail(Opinion, { id: idOf(outcome) });
    expect(opinion.unitId).toBe(UNITS.boilers.id);
    expect(await failureOf(bringIn([{ text: "Lò hơi rò khí" }], "NOWHERE"))).toBeInstanceOf(UnknownChannel);
  });

  test("keeps the quarter in which something was said, and never one to come", async () => {
    const said = await bringIn([
      { text: "Nói từ hôm kia", occurredAt: new Date("2026-11-20T07:59:59.999Z") },
      { text: "Nói từ ngày mai", occurredAt: new Date("2027-01-01T00:00:00Z") },
    ]);
    const rows = await Promise.all(said.map(idOf).map((id) => world.domain.dataSource.manager.findOneByOrFail(Opinion, { id })));
    expect(rows.map(({ receivedAt }) => receivedAt.toISOString())).toEqual(["2026-11-20T07:45:00.000Z", "2026-11-22T02:15:00.000Z"]);
  });

  test("of a key reaches its units only: a foreign and an absent code are refused alike", async () => {
    const { key } = await world.aClient({ unit: "plantA" });
    const client = await world.domain.apiClients.authenticate({ key, address: "127.0.0.1" });
    const opinions = ["NM-A", "PX-TB", "NM-B", "KHONG-CO", undefined].map((unitCode) => ({ text: "Xe đưa đón trễ", unitCode }));
    const outcomes = await world.domain.intake.submitBatch({ channel: "API", opinions }, client);
    expect(kinds(outcomes)).toEqual(["ACCEPTED", "ACCEPTED", "REFUSED", "REFUSED", "REFUSED"]);
    expect(outcomes[2]).toEqual(outcomes[3]);
  });

  test("is not for the public, and not for a key without the scope", async () => {
    const batch = { channel: "API", opinions: [{ text: "Xe đưa đón trễ" }] };
    const { key } = await world.aClient({ scopes: CLIENT_SCOPES.filter((scope) => scope !== "opinion:submit") });
    const reader = await world.domain.apiClients.authenticate({ key, address: "127.0.0.1" });
    for (const actor of [ANONYMOUS, reader]) expect(await failureOf(world.domain.intake.submitBatch(batch, actor))).toBeInstanceOf(NotAllowed);
  });

  test("that is rehearsed answers as it would, and stores nothing", async () => {
    const before = await countOpinions();
    const opinions = [{ text: "Thử xem sao", externalId: "rehearsed" }, { text: "?" }];
    expect(kinds(await world.domain.intake.rehearseBatch({ channel: "IMPORT", opinions }, TEST))).toEqual(["ACCEPTED", "REFUSED"]);
    expect(await countOpinions()).toBe(before);
    expect(kinds(await bringIn(opinions))).toEqual(["ACCEPTED", "REFUSED"]);
  });
});

describe("what came from the same place", () => {
  test("is taken in once per channel, however often it is brought", async () => {
    const item = { text: "Bình luận 17", externalId: "post-17" };
    const first = await bringIn([item], "FANPAGE");
    const again = await bringIn([{ ...item, text: "Bình luận 17, đã sửa" }], "FANPAGE");
    const elsewhere = await bringIn([item], "IMPORT");
    expect([first, again, elsewhere].map(kinds)).toEqual([["ACCEPTED"], ["ALREADY_KNOWN"], ["ACCEPTED"]]);
    expect(idOf(again[0])).toBe(idOf(first[0]));
  });

  test("is taken in once within a batch", async () => {
    const outcomes = await bringIn([
      { text: "Dòng một", externalId: "row-1" },
      { text: "Dòng một chép lại", externalId: "row-1" },
    ]);
    expect(kinds(outcomes)).toEqual(["ACCEPTED", "ALREADY_KNOWN"]);
    expect(idOf(outcomes[1])).toBe(idOf(outcomes[0]));
  });

  test("is taken in once when many batches bring it at the same moment", async () => {
    const items = Array.from({ length: 100 }, (_, n) => ({ text: `Dòng ${n} của bảng tính`, externalId: `sheet-${n}` }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => bringIn(items)));
    for (const [n] of items.entries()) {
      expect(new Set(answers.map((outcomes) => idOf(outcomes[n]))).size).toBe(1);
      expect(answers.filter((outcomes) => outcomes[n]?.kind === "ACCEPTED")).toHaveLength(1);
    }
  });

  test("is taken in once also when batches bring it in opposite orders", async () => {
    for (let round = 0; round < 4; round += 1) {
      const items = Array.from({ length: 300 }, (_, n) => ({ text: `Câu ${n} của phiếu hỏi ${round}`, externalId: `form-${round}-${n}` }));
      const answers = await Promise.allSettled([items, items.toReversed(), items, items.toReversed()].map((batch) => bringIn(batch)));
      expect(answers.map(({ status }) => status)).toEqual(Array(4).fill("fulfilled"));
      const outcomes = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
      expect(kinds(outcomes).filter((kind) => kind === "ACCEPTED")).toHaveLength(300);
    }
  });

  test("does not spoil a batch in which the same words come again, when another batch was quicker by a moment", async () => {
    const rival = new pg.Client({ connectionString: world.databaseUrl });
    await rival.connect();
    const text = "Cùng một câu, hai dòng";
    await rival.query("BEGIN");
    const [seen] = await bringIn([{ text: "Để biết dấu của dòng này", externalId: "contested" }], "FANPAGE");
    await rival.query(
      `INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at, origin_hash)
       SELECT gen_random_uuid(), unit_id, (SELECT id FROM channel WHERE code = 'IMPORT'), text, folded_text, text_hash, received_at, origin_hash
         FROM opinion WHERE id = $1`,
      [idOf(seen)],
    );
    const answer = bringIn([
      { text, externalId: "contested" },
      { text, externalId: "uncontested" },
    ]);
    await until("the batch waits for the rival", async () => {
      const { rowCount } = await rival.query("SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))");
      return (rowCount ?? 0) > 0;
    });
    await rival.query("COMMIT");
    await rival.end();
    expect(kinds(await answer)).toEqual(["ALREADY_KNOWN", "ACCEPTED"]);
  });
});
