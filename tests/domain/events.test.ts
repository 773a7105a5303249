import {
  appendEvents,
  comparePositions,
  consumeEvents,
  type EventPosition,
  type LoggedEvent,
  type NewEvent,
  PostgresBus,
  WakeUps,
} from "@langnghe/domain/events";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { until } from "../support/until.ts";
import { aWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const aFact = (): NewEvent => ({ name: "ArticleWithdrawn", subjectId: crypto.randomUUID(), payload: { unitId: UNITS.union.id } });
const write = async (count: number): Promise<string[]> => {
  const facts = Array.from({ length: count }, aFact);
  await world.domain.dataSource.transaction((manager) => appendEvents(manager, facts));
  return facts.map(({ subjectId }) => subjectId);
};

/** Everything behind the position as soon as it can be read, in pages of the given size. */
async function readThrough(after: EventPosition, { count, limit }: { count: number; limit: number }): Promise<LoggedEvent[]> {
  const read: LoggedEvent[] = [];
  await until(`${count} events can be read`, async () => {
    const page = await world.domain.events.read({ after: read.at(-1)?.position ?? after, limit });
    read.push(...page);
    return read.length >= count || undefined;
  });
  return read;
}

async function aWriter(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  return client;
}
const INSERT = "INSERT INTO event (name, subject_id, payload) VALUES ('ArticleWithdrawn', $1, '{}')";

describe("the log", () => {
  test("gives the facts of one transaction in the order in which they were written, whatever the number of digits of their places", async () => {
    const start = await world.domain.events.end();
    const written = await write(1_200);
    const read = await readThrough(start, { count: 1_200, limit: 500 });
    expect(read.map(({ subjectId }) => subjectId)).toEqual(written);
  });

  test("gives every fact once and in order, read in pages of any size", async () => {
    const start = await world.domain.events.end();
    const written: string[] = [];
    for (const count of [1, 9, 90, 3, 40]) written.push(...(await write(count)));
    await readThrough(start, { count: written.length, limit: 500 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (limit) => {
        const read = await readThrough(start, { count: written.length, limit });
        expect(read.map(({ subjectId }) => subjectId)).toEqual(written);
        for (const [place, { position }] of read.entries()) {
          if (place > 0) expect(comparePositions(position, read[place - 1]?.position ?? start)).toBe(1);
        }
      }),
      { numRuns: 10 },
    );
  });

  test("gives the facts of many transactions in the order of the transactions, also where their numbers gain a digit", async () => {
    const start = await world.domain.events.end();
    const [row]: { xid: string }[] = await world.domain.dataSource.query("SELECT pg_current_xact_id()::text AS xid");
    const nextDigit = 10 ** (row?.xid.length ?? 1);
    const missing = nextDigit - Number(row?.xid);
    // Burns numbers up to the next power of ten when it is near, which it is in a young database.
    if (missing < 12_000) await world.domain.dataSource.query(burn(missing - 5));
    const written: string[] = [];
    for (let count = 0; count < 20; count += 1) written.push(...(await write(2)));
    const read = await readThrough(start, { count: written.length, limit: 7 });
    expect(read.map(({ subjectId }) => subjectId)).toEqual(written);
  });

  test("holds back what committed early behind a transaction that is still running, and then gives both in order", async () => {
    const start = await world.domain.events.end();
    const slow = await aWriter();
    const [late] = [crypto.randomUUID()];
    await slow.query("BEGIN");
    await slow.query(INSERT, [late]);
    const [early] = await write(1);
    expect(await world.domain.events.read({ after: start, limit: 10 })).toEqual([]);
    await slow.query("COMMIT");
    await slow.end();
    expect((await readThrough(start, { count: 2, limit: 10 })).map(({ subjectId }) => subjectId)).toEqual([late, early]);
  });

  test("never gives what was rolled back", async () => {
    const start = await world.domain.events.end();
    const writer = await aWriter();
    await writer.query("BEGIN");
    await writer.query(INSERT, [crypto.randomUUID()]);
    await writer.query("ROLLBACK");
    await writer.end();
    const [kept] = await write(1);
    expect((await readThrough(start, { count: 1, limit: 10 })).map(({ subjectId }) => subjectId)).toEqual([kept]);
  });
});

describe("a consumer", () => {
  test("is handed more facts than fit in one batch, each once and in order", async () => {
    const handed: string[] = [];
    const consumer = { name: "test/order", handle: async ({ subjectId }: LoggedEvent) => void handed.push(subjectId) };
    const last = (await write(230)).at(-1) ?? "";
    await until("the last fact is handed over", async () => {
      await consumeEvents(world.domain.dataSource, consumer);
      return handed.includes(last);
    });
    const log: { subject_id: string }[] = await world.domain.dataSource.query("SELECT subject_id FROM event ORDER BY event.transaction_id, event.id");
    expect(handed).toEqual(log.map(({ subject_id }) => subject_id));
  });

  test("that fails moves nowhere", async () => {
    await write(1);
    const consumer = { name: "test/fails", handle: async () => Promise.reject(new Error("not now")) };
    await failureOf(consumeEvents(world.domain.dataSource, consumer));
    expect(await world.domain.dataSource.query("SELECT transaction_id::text, id::text FROM event_consumer WHERE name = 'test/fails'")).toEqual([
      { transaction_id: "0", id: "0" },
    ]);
  });
});

describe("a wake-up", () => {
  const opened: WakeUps[] = [];
  const aProcess = () => {
    const wakeUps = new WakeUps({ bus: new PostgresBus(world.databaseUrl) });
    opened.push(wakeUps);
    return wakeUps;
  };
  afterAll(() => Promise.all(opened.map((wakeUps) => wakeUps.close())));

  async function expectHeard(listener: WakeUps, speaker: WakeUps): Promise<void> {
    let heard = 0;
    const stop = listener.onHint(() => {
      heard += 1;
    });
    await until(
      "the hint is heard",
      () => {
        speaker.hint();
        return heard > 0;
      },
      { withinMs: 2_000 },
    );
    stop();
  }

  test("reaches listeners of the same process and of others", async () => {
    const [one, other] = [aProcess(), aProcess()];
    await expectHeard(one, one);
    await expectHeard(other, one);
  });

  test("reaches also a process that had written before it began to listen", async () => {
    const [one, other] = [aProcess(), aProcess()];
    let isSent = false;
    const stop = other.onHint(() => {
      isSent = true;
    });
    await until("the first hint has gone out", () => {
      one.hint();
      return isSent;
    });
    stop();
    await expectHeard(one, other);
  });

  test("comes again after the connection was cut", async () => {
    const [one, other] = [aProcess(), aProcess()];
    await expectHeard(one, other);
    const admin = await aWriter();
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'langnghe wake-ups' AND datname = current_database()",
    );
    await admin.end();
    await until(
      "the hint is heard again",
      () =>
        expectHeard(one, other).then(
          () => true,
          () => false,
        ),
      { withinMs: 6_000 },
    );
  });
});

/** Uses up that many transaction numbers in one go. */
function burn(count: number): string {
  return `DO $$ BEGIN FOR n IN 1..${Math.max(count, 0)} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`;
}
