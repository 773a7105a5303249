import { ANONYMOUS } from "@langnghe/domain/foundation";
import { IdempotencyMismatch, Opinion, PortalIsForMembers, type Submission } from "@langnghe/domain/opinions";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { aWorld, TEST, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const submit = (submission: Partial<Submission> & { text: string }) => world.domain.intake.submit({ forward: "NOW", ...submission }, ANONYMOUS);
const query = (sql: string, values: unknown[] = []) => world.domain.dataSource.query(sql, values);
const aKey = () => `key-${crypto.randomUUID()}`;

describe("many members at the same moment", () => {
  test("are all taken in, each with a receipt that opens the own words and no other", async () => {
    const texts = Array.from({ length: 300 }, (_, n) => `Ý kiến của người thứ ${n} trong ca`);
    const receipts = await Promise.all(texts.map((text) => submit({ text })));
    for (const [n, { words }] of receipts.entries()) expect((await world.domain.opinions.findByReceipt(words.join(" ")))?.text).toBe(texts[n]);
  });

  test("are written together: hundreds of opinions in a handful of transactions", async () => {
    const texts = Array.from({ length: 200 }, (_, n) => `Xe đưa đón số ${n} đến trễ`);
    await Promise.all(texts.map((text) => submit({ text })));
    const [{ transactions }] = await query(
      "SELECT count(DISTINCT transaction_id)::int AS transactions FROM event JOIN opinion ON opinion.id = subject_id WHERE text = ANY($1)",
      [texts],
    );
    expect(transactions).toBeLessThan(10);
  });

  test("do not suffer from one whose words the database refuses: that one fails alone", async () => {
    await query(`CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.text LIKE 'Dòng độc%' THEN RAISE 'refused' USING ERRCODE = '22000'; END IF; RETURN NEW; END $$`);
    await query("CREATE TRIGGER poison BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION refuse_poison()");
    const texts = Array.from({ length: 60 }, (_, n) => (n % 29 === 7 ? `Dòng độc ${n}` : `Dòng lành ${n}`));
    const answers = await Promise.allSettled(texts.map((text) => submit({ text })));
    await query("DROP TRIGGER poison ON opinion");
    expect(answers.map(({ status }) => status)).toEqual(texts.map((text) => (text.startsWith("Dòng độc") ? "rejected" : "fulfilled")));
    const stored = await world.domain.dataSource.manager.find(Opinion, { where: texts.map((text) => ({ receivedText: text })) });
    expect(stored.map(({ receivedText }) => receivedText).toSorted()).toEqual(texts.filter((text) => text.startsWith("Dòng lành")).toSorted());
  });

  test("one of whom repeats another's key with other words: only the second is told of the mismatch", async () => {
    const idempotencyKey = aKey();
    const [first, second, third] = await Promise.allSettled([
      submit({ text: "Lời đi trước", idempotencyKey }),
      submit({ text: "Lời khác, cùng khóa", idempotencyKey }),
      submit({ text: "Lời chẳng liên quan" }),
    ]);
    expect([first?.status, second?.status, third?.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(second?.status === "rejected" && second.reason).toBeInstanceOf(IdempotencyMismatch);
  });

  test("and through two processes, the same key makes one opinion and equal receipts", async () => {
    const { createDomain } = await import("@langnghe/domain");
    const other = await createDomain({ dataSource: world.domain.dataSource, databaseUrl: world.databaseUrl, clock: world.clock });
    const submission = { text: "Gửi qua hai cửa", forward: "NOW" as const, idempotencyKey: aKey() };
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? world.domain : other).intake.submit(submission, ANONYMOUS)),
    );
    await other.close();
    expect(new Set(receipts.map(({ words }) => words.join(" "))).size).toBe(1);
    expect(await world.domain.dataSource.manager.countBy(Opinion, { receivedText: submission.text })).toBe(1);
  });
});

describe("a system", () => {
  test("may not put its words among those of members on the portal", async () => {
    const client = await world.domain.apiClients.authenticate({ key: (await world.aClient()).key, address: "127.0.0.1" });
    for (const channel of ["PORTAL", "portal"])
      expect(await failureOf(world.domain.intake.submitBatch({ channel, opinions: [{ text: "Giả làm người lao động" }] }, client))).toBeInstanceOf(
        PortalIsForMembers,
      );
  });

  test("has its own ids: another system's same externalId is another opinion, and the importer's a third", async () => {
    const clients = [await world.aClient(), await world.aClient()].map(({ key }) =>
      world.domain.apiClients.authenticate({ key, address: "127.0.0.1" }),
    );
    const opinions = [{ text: "Phiếu số 1", externalId: "1" }];
    const answers: string[] = [];
    for (const actor of [...(await Promise.all(clients)), TEST, TEST])
      answers.push(...(await world.domain.intake.submitBatch({ channel: "API", opinions }, actor)).map(({ kind }) => kind));
    expect(answers).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED", "ALREADY_KNOWN"]);
  });
});
