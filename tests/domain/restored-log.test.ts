import { rebaseRestoredLog } from "@langnghe/domain/database";
import { consumeEvents, type LoggedEvent, readEvents } from "@langnghe/domain/events";
import { beforeAll, describe, expect, test } from "vitest";
import { readWholeLog } from "../support/read-whole-log.ts";
import { until } from "../support/until.ts";
import { aWorld, type World } from "../support/world.ts";

const START = { transactionId: "0", id: "0" };
const epochOf = async ({ domain }: World) => (await domain.dataSource.query("SELECT epoch FROM installation"))[0].epoch as string;
const subjectsOf = async (of: World) => (await readWholeLog(of)).map(({ subjectId }) => subjectId);

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

describe("a log that was restored on another server", () => {
  test("stays as it is where its transactions are the server's own", async () => {
    const epoch = await epochOf(world);
    await world.anOpinion();
    expect(await rebaseRestoredLog(world.domain.dataSource)).toBe(false);
    expect(await epochOf(world)).toBe(epoch);
  });

  test("goes in front of what comes next; its order holds, a consumer takes just what it had not, and old cursors are foreign", async () => {
    const { dataSource } = world.domain;
    const taken: string[] = [];
    const consumer = { name: "test/restored", handle: async ({ subjectId }: LoggedEvent) => void taken.push(subjectId) };
    const takeAll = (count: number) => until("all are taken", async () => (await consumeEvents(dataSource, consumer)) === 0 && taken.length >= count);
    for (let count = 0; count < 5; count += 1) await world.anOpinion();
    await takeAll((await subjectsOf(world)).length);
    for (let count = 0; count < 5; count += 1) await world.anOpinion();
    const before = await subjectsOf(world);
    const epoch = await epochOf(world);

    // As on a server that is a billion transactions younger.
    await dataSource.query("ALTER TABLE event DISABLE TRIGGER event_append_only");
    await dataSource.query("UPDATE event SET transaction_id = (transaction_id::text::numeric + 1000000000)::text::xid8");
    await dataSource.query("ALTER TABLE event ENABLE TRIGGER event_append_only");
    await dataSource.query("UPDATE event_consumer SET transaction_id = (transaction_id::text::numeric + 1000000000)::text::xid8");
    expect(await readEvents(dataSource.manager, { after: START, limit: 100 })).toEqual([]);

    expect(await rebaseRestoredLog(dataSource)).toBe(true);
    const latest = await world.anOpinion();
    const after = await subjectsOf(world);
    expect(after).toEqual([...before, latest.id]);
    await takeAll(after.length);
    expect(taken).toEqual(after);
    expect(await epochOf(world)).not.toBe(epoch);
    expect(await rebaseRestoredLog(dataSource)).toBe(false);
  });
});
