import { ANONYMOUS } from "@langnghe/domain/foundation";
import { RECEIPT_WORDS, SET_ASIDE_REASONS } from "@langnghe/domain/opinions";
import { foldText } from "@langnghe/text";
import { beforeAll, describe, expect, test } from "vitest";
import { closeMomentsIn, dumpAllRows, newRows } from "../support/all-rows.ts";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { aWorld, type TestStaff, type World } from "../support/world.ts";

/** An hour, minute and second that nothing else in these tests has. */
const STRANGE_MOMENT = new Date("2031-05-17T03:08:41.737Z");

let world: World;
let moderator: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  moderator = await world.aStaffMember({ role: "MODERATOR" });
  world.clock.moveTo(STRANGE_MOMENT);
});

const query = (sql: string, values: unknown[] = []) => world.domain.dataSource.query(sql, values);
const textOf = (rows: ReadonlyMap<string, readonly string[]>) => [...rows].flat(2).join("\n");

describe("promise 1: no author", () => {
  test("no table but the staff's accounts has a column for a person, an address or a device", async () => {
    const columns: { table_schema: string; table_name: string; column_name: string }[] = await query(
      "SELECT table_schema, table_name, column_name FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    const telling =
      /^(author|sender|submitter|reporter|member|person|ip|inet|address|agent|useragent|device|browser|fingerprint|phone|mobile|email|mail|login|username|cookie|referer|host|geo|latitude|longitude)s?$/;
    const found = columns
      .filter(({ column_name }) => column_name.split("_").some((word) => telling.test(word)))
      .map(({ table_name, column_name }) => `${table_name}.${column_name}`);
    // How many belong to a unit, and not who: without it no figure about few could be held back.
    expect(found.toSorted()).toEqual(["staff_account.email", "staff_session.browser", "unit.member_count"]);
  });

  test("no column is of a network's type", async () => {
    expect(
      await query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('inet', 'cidr', 'macaddr', 'macaddr8')",
      ),
    ).toEqual([]);
  });

  test("no opinion leads to an account: the only way from an opinion to people is through staff who decided on it or wrote an answer", async () => {
    const ways: { way: string }[] = await query(
      `SELECT conrelid::regclass || ' -> ' || confrelid::regclass AS way FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid::regclass::text ~ 'opinion' ORDER BY 1`,
    );
    expect([...new Set(ways.map(({ way }) => way))]).toEqual([
      "counted_opinion -> opinion",
      "opinion -> channel",
      "opinion -> opinion",
      "opinion -> topic",
      "opinion -> unit",
      "opinion_count -> channel",
      "opinion_count -> topic",
      "opinion_count -> unit",
      "opinion_decision -> api_client",
      "opinion_decision -> opinion",
      "opinion_decision -> opinion_decision",
      "opinion_decision -> staff_account",
      "opinion_decision -> topic",
      "opinion_match -> opinion",
      "waiting_opinion -> channel",
      "waiting_opinion -> unit",
    ]);
  });

  test.each([
    ["NOW", ["public.event", "public.idempotency_key", "public.opinion", "public.opinion_band"]],
    ["LATER", ["public.idempotency_key", "public.waiting_opinion"]],
  ] as const)("one that is sent %s grows %j alone, and no row tells a time closer than the quarter", async (forward, tables) => {
    const before = await dumpAllRows(world.domain.dataSource);
    const submission = { text: `Lời gửi ${forward}`, unitId: UNITS.boilers.id, forward, idempotencyKey: `canary-of-the-key-${forward}` };
    const { words } = await world.domain.intake.submit(submission, ANONYMOUS);
    await world.domain.opinions.findByReceipt(words.join(" "));
    const grown = newRows(before, await dumpAllRows(world.domain.dataSource));
    expect([...grown.keys()]).toEqual(tables);

    const text = textOf(grown);
    expect(closeMomentsIn(text)).toEqual([]);
    const ms = STRANGE_MOMENT.getTime();
    for (const trace of ["03:08", ":41.737", String(ms), String(Math.floor(ms / 1_000)), ms.toString(16), ms.toString(36)])
      expect(text).not.toContain(trace);
  });

  test("one that waited and is released keeps the time of neither sending nor releasing", async () => {
    const before = await dumpAllRows(world.domain.dataSource);
    await world.domain.intake.submit({ text: "Lời chờ rồi mới vào", forward: "LATER" }, ANONYMOUS);
    world.clock.moveTo(new Date("2031-05-18T11:52:07.919Z"));
    await world.domain.intake.releaseDue();
    const text = textOf(newRows(before, await dumpAllRows(world.domain.dataSource)));
    expect(text).toContain("Lời chờ rồi mới vào");
    expect(closeMomentsIn(text)).toEqual([]);
    expect(text).not.toContain("2031-05-17");
  });

  test("the database itself refuses a time that is closer than the quarter", async () => {
    const insert = `INSERT INTO opinion (id, unit_id, channel_id, text, folded_text, text_hash, received_at)
                    SELECT gen_random_uuid(), unit_id, channel_id, text, folded_text, text_hash, received_at + interval '1 second' FROM opinion LIMIT 1`;
    expect((await failureOf(query(insert))).message).toMatch(/check constraint/);
  });

  test("the log of events tells no closer time either, and holds no text", async () => {
    await world.anOpinion({ text: "Chữ này không vào nhật ký" });
    const rows = (await dumpAllRows(world.domain.dataSource)).get("public.event") ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(closeMomentsIn(rows.join("\n"))).toEqual([]);
    expect(rows.join("\n")).not.toContain("Chữ này");
  });

  test("a receipt stands nowhere: not in words, not without diacritics, not as its bytes", async () => {
    const { words } = await world.domain.intake.submit({ text: "Mã chỉ người gửi giữ", forward: "NOW", idempotencyKey: "k".repeat(20) }, ANONYMOUS);
    const text = textOf(await dumpAllRows(world.domain.dataSource));
    for (const form of [words.join(" "), foldText(words.join(" ")), words.join("-"), words.join("")]) expect(text).not.toContain(form);
    const bits = words.reduce<bigint>((sum, word) => (sum << 9n) | BigInt(RECEIPT_WORDS.indexOf(word)), 0n);
    expect(text).not.toContain(bits.toString(16).padStart(22, "0"));
  });

  test("an id from outside, such as a comment's, stands nowhere", async () => {
    await world.domain.intake.submitBatch(
      { channel: "FANPAGE", opinions: [{ text: "Bình luận công khai", externalId: "nguyen.van.a/posts/47110815204711" }] },
      { kind: "system", name: "test" },
    );
    expect(textOf(await dumpAllRows(world.domain.dataSource))).not.toMatch(/nguyen\.van\.a|47110815204711/);
  });
});

describe("promise 5: nobody is punished through it", () => {
  const auditOf = (actorId: string): Promise<{ action: string; subject_ids: string[] }[]> =>
    query("SELECT action, subject_ids FROM audit_entry WHERE actor_id = $1 AND action = 'opinion:read' ORDER BY id", [actorId]);

  test("whoever reads a text is named in the audit: from a list, alone, beside an article and from the feed", async () => {
    const reader = await world.aStaffMember({ role: "MODERATOR", unit: "turbines" });
    const { opinions } = world.domain;
    const one = await world.anOpinion({ unit: "turbines" });
    await opinions.list({ filter: {}, first: 10 }, reader);
    await opinions.read(one.id, reader);
    await opinions.findReadable([one.id], reader);
    await opinions.noteShown([{ audience: [reader], opinionIds: [one.id] }]);
    expect(await auditOf(reader.id)).toEqual(Array(4).fill({ action: "opinion:read", subject_ids: [one.id] }));
  });

  test("several who are shown the same opinions are named once, as an audience of which everybody can be told", async () => {
    const [first, second] = [await world.aStaffMember({ role: "MODERATOR" }), await world.aStaffMember({ role: "MODERATOR" })];
    const client = await world.domain.apiClients.authenticate({ key: (await world.aClient()).key, address: "127.0.0.1" });
    const one = await world.anOpinion();
    const showing = { audience: [second, client, first, second], opinionIds: [one.id] };
    for (let round = 0; round < 2; round += 1) await world.domain.opinions.noteShown([showing]);
    const entries = await query(
      `SELECT staff_ids, client_ids, subject_ids FROM audit_entry JOIN audit_audience ON audit_audience.id = actor_id WHERE actor_kind = 'audience' AND subject_ids = $1`,
      [[one.id]],
    );
    const named = { staff_ids: [first.id, second.id].toSorted(), client_ids: [client.id], subject_ids: [one.id] };
    expect(entries).toEqual([named, named]);
  });

  test("an outside system is named too, and what nobody was shown is not noted", async () => {
    const client = await world.domain.apiClients.authenticate({ key: (await world.aClient({ unit: "plantA" })).key, address: "127.0.0.1" });
    const foreign = await world.anOpinion({ unit: "plantB" });
    expect(await world.domain.opinions.read(foreign.id, client)).toBeNull();
    expect(await auditOf(client.id)).toEqual([]);
    await world.domain.opinions.list({ filter: {}, first: 1 }, client);
    expect(await auditOf(client.id)).toHaveLength(1);
  });

  test("a sender who follows an opinion leaves no entry", async () => {
    const { words } = await world.domain.intake.submit({ text: "Tôi xem lại lời mình", forward: "NOW" }, ANONYMOUS);
    const before = await query("SELECT count(*) FROM audit_entry");
    await world.domain.opinions.findByReceipt(words.join(" "));
    expect(await query("SELECT count(*) FROM audit_entry")).toEqual(before);
  });

  test.each(["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry", "UPDATE event SET name = 'x'"])(
    "%s is refused",
    async (sql) => {
      await world.domain.opinions.list({ filter: {}, first: 1 }, moderator);
      expect((await failureOf(query(sql))).message).toMatch(/append-only/);
    },
  );
});

describe("promise 7: criticism is welcome", () => {
  test("the database knows no reason for setting aside but the listed ones, and none without setting aside", async () => {
    const opinion = await world.anOpinion();
    const setTo = (status: string, reason: string | null) =>
      query("UPDATE opinion SET status = $2, set_aside_reason = $3 WHERE id = $1", [opinion.id, status, reason]);
    for (const reason of ["CRITICISM", "OTHER", null]) expect((await failureOf(setTo("SET_ASIDE", reason))).message).toMatch(/check constraint/);
    expect((await failureOf(setTo("RECEIVED", "SPAM"))).message).toMatch(/check constraint/);
    for (const reason of SET_ASIDE_REASONS) await setTo("SET_ASIDE", reason);
  });
});
