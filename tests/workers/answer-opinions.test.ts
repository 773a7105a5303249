import type { Article } from "@langnghe/domain/articles";
import { consumeEvents, type EventConsumer } from "@langnghe/domain/events";
import { Opinion, type OpinionStatus } from "@langnghe/domain/opinions";
import pino from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { answerOpinions } from "../../apps/workers/src/articles/answer-opinions.consumer.ts";
import { drainConsumer, runConsumer } from "../../apps/workers/src/runner/consumer-loop.ts";
import { aDesk, aPublished, approved, type Desk, inHand } from "../support/article-walk.ts";
import { failureOf } from "../support/failure-of.ts";
import { until } from "../support/until.ts";
import { A_CONTENT, aWorld, type TestStaff, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
let moderator: TestStaff;
let consumer: EventConsumer;
beforeAll(async () => {
  world = await aWorld();
  desk = await aDesk(world);
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  consumer = answerOpinions(world.clock);
});

/**
 * Hands over the whole log. What was just written can be read a moment later than it was committed: a transaction
 * of another test file, in the same PostgreSQL, may still be running.
 */
async function drain(): Promise<void> {
  await until("the consumer stands at the end of the log", async () => {
    await drainConsumer(world.domain, consumer);
    const waiting = await world.domain.dataSource.query(
      "SELECT FROM event LEFT JOIN event_consumer place ON place.name = $1 WHERE (event.transaction_id, event.id) > (coalesce(place.transaction_id, '0'), coalesce(place.id, 0))",
      [consumer.name],
    );
    return waiting.length === 0;
  });
}
const withdraw = (article: Article) => world.domain.articles.withdraw({ ...inHand(article), reason: "Không còn đúng" }, desk.approver);
const historyOf = async ({ id }: Opinion) => (await world.domain.opinions.findHistories([id])).map(({ kind }) => kind);
async function statusOf({ id }: Opinion): Promise<OpinionStatus> {
  return (await world.domain.dataSource.manager.findOneByOrFail(Opinion, { id })).status;
}
const seen = ({ id, version }: Opinion) => ({ opinionId: id, expectedVersion: version });

describe("a published article", () => {
  test("answers its opinions once: those that came, those that were triaged, and none that was set aside", async () => {
    const [came, triaged, aside] = [await world.anOpinion(), await world.anOpinion(), await world.anOpinion()];
    await world.domain.opinions.triage(seen(triaged), moderator);
    await world.domain.opinions.setAside({ ...seen(aside), reason: "SPAM" }, moderator);
    await aPublished(world, desk, { opinionIds: [came.id, triaged.id, aside.id] });
    await drain();
    await drain();
    expect(await Promise.all([came, triaged, aside].map(statusOf))).toEqual(["ANSWERED", "ANSWERED", "SET_ASIDE"]);
    expect(await historyOf(came)).toEqual(["ANSWERED"]);
    expect(await historyOf(triaged)).toEqual(["TRIAGED", "ANSWERED"]);
  });

  test("answers nothing before it is published", async () => {
    const opinion = await world.anOpinion();
    const article = await approved(world, await world.aDraft(desk.editor, { opinionIds: [opinion.id] }), desk);
    await drain();
    expect(await statusOf(opinion)).toBe("RECEIVED");
    await world.domain.articles.publish(inHand(article), desk.approver);
    await drain();
    expect(await statusOf(opinion)).toBe("ANSWERED");
  });

  test("takes effect once when several workers are at it at the same moment", async () => {
    const opinions = await Promise.all(Array.from({ length: 12 }, () => world.anOpinion()));
    await aPublished(world, desk, { opinionIds: opinions.map(({ id }) => id) });
    await Promise.all(Array.from({ length: 4 }, drain));
    for (const opinion of opinions) expect(await historyOf(opinion)).toEqual(["ANSWERED"]);
  });

  test("that is corrected answers what the correction names, and gives back what it does not name any more", async () => {
    const [kept, dropped, added] = [await world.anOpinion(), await world.anOpinion(), await world.anOpinion()];
    const published = await aPublished(world, desk, { opinionIds: [kept.id, dropped.id] });
    await drain();
    const draft = await world.domain.articles.startCorrection({ ...inHand(published), note: "Trả lời đúng người" }, desk.editor);
    const saved = await world.domain.articles.save({ ...inHand(draft), content: A_CONTENT, opinionIds: [kept.id, added.id] }, desk.editor);
    await world.domain.articles.publish(inHand(await approved(world, saved, desk)), desk.approver);
    await drain();
    expect(await Promise.all([kept, added, dropped].map(statusOf))).toEqual(["ANSWERED", "ANSWERED", "RECEIVED"]);
  });
});

describe("a withdrawn article", () => {
  test("gives its opinions back as they were, once", async () => {
    const [came, triaged] = [await world.anOpinion(), await world.anOpinion()];
    await world.domain.opinions.triage({ ...seen(triaged), urgency: "SOON" }, moderator);
    const published = await aPublished(world, desk, { opinionIds: [came.id, triaged.id] });
    await drain();
    await withdraw(published);
    await Promise.all([drain(), drain()]);
    expect(await Promise.all([came, triaged].map(statusOf))).toEqual(["RECEIVED", "TRIAGED"]);
    expect(await historyOf(came)).toEqual(["ANSWERED", "UNDONE"]);
  });

  test("keeps those answered that another article in public answers, until that is withdrawn too", async () => {
    const [shared, own] = [await world.anOpinion(), await world.anOpinion()];
    const first = await aPublished(world, desk, { opinionIds: [shared.id, own.id] });
    const second = await aPublished(world, desk, { opinionIds: [shared.id] });
    await drain();
    await withdraw(first);
    await drain();
    expect(await Promise.all([shared, own].map(statusOf))).toEqual(["ANSWERED", "RECEIVED"]);
    await withdraw(second);
    await drain();
    expect(await statusOf(shared)).toBe("RECEIVED");
  });

  test("leaves a draft that names the same opinion out of account", async () => {
    const opinion = await world.anOpinion();
    const published = await aPublished(world, desk, { opinionIds: [opinion.id] });
    await world.aDraft(desk.editor, { opinionIds: [opinion.id] });
    await drain();
    await withdraw(published);
    await drain();
    expect(await statusOf(opinion)).toBe("RECEIVED");
  });
});

describe("a consumer of the log", () => {
  /** Notes what it is handed, in the transaction in which it is handed it; fails as often as told. */
  async function aNotingConsumer(name: string, failures: number): Promise<{ consumer: EventConsumer; noted(): Promise<string[]> }> {
    await world.domain.dataSource.query("CREATE TABLE IF NOT EXISTS noted (consumer text, subject_id uuid, place bigserial)");
    let left = failures;
    return {
      consumer: {
        name,
        async handle(event, manager) {
          await manager.query("INSERT INTO noted (consumer, subject_id) VALUES ($1, $2)", [name, event.subjectId]);
          if (left-- > 0) throw new Error("not now");
        },
      },
      noted: async () =>
        (await world.domain.dataSource.query("SELECT subject_id FROM noted WHERE consumer = $1 ORDER BY place", [name])).map(
          (row: { subject_id: string }) => row.subject_id,
        ),
    };
  }
  const wholeLog = async (): Promise<string[]> =>
    (await world.domain.dataSource.query("SELECT subject_id FROM event ORDER BY event.transaction_id, event.id")).map(
      (row: { subject_id: string }) => row.subject_id,
    );

  test("whose event fails is handed it again, skips nothing and doubles nothing", async () => {
    const { consumer: failing, noted } = await aNotingConsumer("test/failing", 3);
    await drain();
    for (let count = 0; count < 3; count += 1) expect((await failureOf(consumeEvents(world.domain.dataSource, failing))).message).toBe("not now");
    expect(await noted()).toEqual([]);
    const log = await wholeLog();
    await until("the whole log is noted", async () => {
      await drainConsumer(world.domain, failing);
      return (await noted()).length >= log.length;
    });
    expect(await noted()).toEqual(log);
  });

  test("gets every event once and in order while several processes and writers are at it", async () => {
    const { consumer: noting, noted } = await aNotingConsumer("test/noting", 0);
    const writers = Array.from({ length: 5 }, async () => {
      for (let count = 0; count < 10; count += 1) await world.anOpinion();
    });
    const loops = [1, 2, 3].map(() => runConsumer(world.domain, noting, pino({ level: "silent" })));
    await Promise.all(writers);
    const log = await wholeLog();
    await until("the whole log is noted", async () => (await noted()).length >= log.length);
    await Promise.all(loops.map((loop) => loop.stop()));
    expect(await noted()).toEqual(log);
  });

  test("in a loop tries again by itself after a failure", async () => {
    const { consumer: failing, noted } = await aNotingConsumer("test/loop", 1);
    const loop = runConsumer(world.domain, failing, pino({ level: "silent" }));
    const log = await wholeLog();
    await until("the log is noted in spite of the failure", async () => (await noted()).length === log.length, { withinMs: 6_000 });
    await loop.stop();
  });
});
