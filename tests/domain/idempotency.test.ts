import { ANONYMOUS, InvalidInput } from "@langnghe/domain/foundation";
import { IdempotencyMismatch, Opinion, type Submission } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const countOpinions = (text: string) => world.domain.dataSource.manager.countBy(Opinion, { receivedText: text });
const submit = (submission: Partial<Submission> & { text: string }) => world.domain.intake.submit({ forward: "NOW", ...submission }, ANONYMOUS);
const aKey = () => `key-${crypto.randomUUID()}`;
const ofKeys = () => world.domain.dataSource.query("SELECT * FROM idempotency_key");

describe("a submission that is repeated with its key", () => {
  test("20 times at once makes one opinion and 20 equal receipts", async () => {
    const submission = { text: "Không có mũ bảo hộ mới", idempotencyKey: aKey() };
    const receipts = await Promise.all(Array.from({ length: 20 }, () => submit(submission)));
    expect(new Set(receipts.map(({ words }) => words.join(" "))).size).toBe(1);
    expect(await countOpinions(submission.text)).toBe(1);
  });

  test("later gets the receipt it had, which opens the opinion", async () => {
    const submission = { text: "Giày bảo hộ chật", idempotencyKey: aKey() };
    const first = await submit(submission);
    expect((await submit(submission)).words).toEqual(first.words);
    expect(await world.domain.opinions.findByReceipt(first.words.join(" "))).toMatchObject({ text: submission.text });
  });

  test("while it waits among others makes no second one either", async () => {
    const submission = { text: "Muốn nói mà ngại", idempotencyKey: aKey(), forward: "LATER" as const };
    const receipts = await Promise.all(Array.from({ length: 5 }, () => submit(submission)));
    expect(new Set(receipts.map(({ words }) => words.join(" "))).size).toBe(1);
    expect(await world.domain.dataSource.query("SELECT FROM waiting_opinion WHERE text = $1", [submission.text])).toHaveLength(1);
  });

  test.each<[string, Partial<Submission>]>([
    ["another text", { text: "Lời khác hẳn" }],
    ["another unit", { unitId: UNITS.plantA.id }],
    ["another moment of forwarding", { forward: "LATER" }],
  ])("but with %s is a mismatch, and stores nothing", async (_what, change) => {
    const submission = { text: `Ca đêm lạnh ${crypto.randomUUID()}`, idempotencyKey: aKey() };
    await submit(submission);
    expect(await failureOf(submit({ ...submission, ...change }))).toBeInstanceOf(IdempotencyMismatch);
    expect(await countOpinions(change.text ?? submission.text)).toBe(change.text ? 0 : 1);
  });

  test("that was refused leaves its key free", async () => {
    const idempotencyKey = aKey();
    await failureOf(submit({ text: "?", idempotencyKey }));
    await submit({ text: "Bây giờ viết đủ chữ", idempotencyKey });
    expect(await countOpinions("Bây giờ viết đủ chữ")).toBe(1);
  });

  test.each(["", "short-key", "x".repeat(15), "x".repeat(201)])("anonymously needs a key nobody can guess: %j is refused", async (idempotencyKey) => {
    expect(await failureOf(submit({ text: "Bảng lương khó hiểu", idempotencyKey }))).toBeInstanceOf(InvalidInput);
  });

  test("leaves no answer, no key and no receipt in the database when it is anonymous", async () => {
    const submission = { text: "Máy lọc nước hỏng", idempotencyKey: aKey() };
    const { words } = await submit(submission);
    const rows = JSON.stringify(await ofKeys());
    expect(rows).not.toContain(submission.idempotencyKey);
    expect(rows).not.toContain(words.join(" "));
    expect((await ofKeys()).filter(({ caller, answer }: { caller: string; answer: unknown }) => caller === "anonymous" && answer !== null)).toEqual(
      [],
    );
  });
});

describe("a batch that is repeated with its key", () => {
  test("gets the answer that was kept, also 20 times at once", async () => {
    const client = await world.domain.apiClients.authenticate({ key: (await world.aClient()).key, address: "127.0.0.1" });
    const opinions = [{ text: "Thiếu áo mưa" }, { text: "?" }];
    const send = (key: string, sent = opinions) => world.domain.intake.submitBatch({ channel: "API", opinions: sent, idempotencyKey: key }, client);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send("batch-1")));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.map(({ kind }) => kind)).toEqual(["ACCEPTED", "REFUSED"]);
    expect(await countOpinions("Thiếu áo mưa")).toBe(1);
    expect(await failureOf(send("batch-1", [{ text: "Thiếu áo mưa dài" }]))).toBeInstanceOf(IdempotencyMismatch);
  });

  test("is the caller's own: another system's same key is another one", async () => {
    const [one, other] = await Promise.all(
      [world.aClient(), world.aClient()].map(async (made) => world.domain.apiClients.authenticate({ key: (await made).key, address: "127.0.0.1" })),
    );
    const opinions = [{ text: "Đèn hành lang cháy" }];
    if (!one || !other) throw new Error("There are two");
    const answers = await Promise.all(
      [one, other].map((client) => world.domain.intake.submitBatch({ channel: "API", opinions, idempotencyKey: "k" }, client)),
    );
    expect(answers.flat().map(({ kind }) => kind)).toEqual(["ACCEPTED", "ACCEPTED"]);
    expect(await countOpinions("Đèn hành lang cháy")).toBe(2);
  });
});

describe("keys", () => {
  test("are forgotten after two days", async () => {
    await submit({ text: "Thang máy kẹt", idempotencyKey: aKey() });
    expect(await world.domain.intake.forgetOldKeys()).toBe(0);
    await world.domain.dataSource.query("UPDATE idempotency_key SET expires_on = current_date - 1");
    expect(await world.domain.intake.forgetOldKeys()).toBeGreaterThan(0);
    expect(await ofKeys()).toEqual([]);
  });
});
