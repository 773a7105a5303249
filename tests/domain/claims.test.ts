import { ClaimConflict, ClaimOutdated, LEASE_MS } from "@langnghe/domain/claims";
import { isDatabaseAway } from "@langnghe/domain/database";
import { NotAllowed } from "@langnghe/domain/foundation";
import { type Opinion, OpinionNotFound } from "@langnghe/domain/opinions";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { UNITS } from "../support/small-union.ts";
import { A_CONTENT, aWorld, TEST, type TestStaff, type World } from "../support/world.ts";

let world: World;
let mai: TestStaff;
let tuan: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  mai = await world.aStaffMember({ role: "MODERATOR", name: "Mai Hạnh" });
  tuan = await world.aStaffMember({ role: "MODERATOR", name: "Trần Tuấn" });
});

const on = ({ id }: { readonly id: string }) => ({ kind: "OPINION", id }) as const;
const claim = (opinion: { readonly id: string }, who: TestStaff) => world.domain.claims.claim(on(opinion), who);
const setAside = (opinion: Opinion, who: TestStaff, fencingNumber?: number) =>
  world.domain.opinions.setAside({ opinionId: opinion.id, expectedVersion: opinion.version, reason: "SPAM", fencingNumber }, who);
const holderOf = async ({ id }: { readonly id: string }) => (await world.domain.claims.findHeld({ kind: "OPINION", ids: [id] }))[0]?.holder.name;
const eventsOn = (opinionId: string): Promise<{ name: string; payload: unknown }[]> =>
  world.domain.dataSource.query("SELECT name, payload FROM event WHERE subject_id = $1 ORDER BY transaction_id, id", [opinionId]);

describe("twenty moderators who claim the same opinion at once, two hundred times", () => {
  test("end with one winner each; everybody else is told who it is", async () => {
    const moderators = await manyModerators(world, 20);
    const opinions = await manyOpinions(world, 200);
    const answers: { opinionId: string; who: TestStaff; answer: unknown }[] = [];
    for (const opinion of opinions) {
      const atOnce = moderators.map(async (who) => ({
        opinionId: opinion.id,
        who,
        answer: await patiently(() => claim(opinion, who)).catch((error: unknown) => error),
      }));
      answers.push(...(await Promise.all(atOnce)));
    }
    const won = answers.filter(({ answer }) => !(answer instanceof Error));
    const refused = answers.filter(({ answer }) => answer instanceof ClaimConflict);
    expect([won.length, refused.length]).toEqual([200, 3_800]);
    const winners = new Map(won.map(({ opinionId, who }) => [opinionId, who.id]));
    expect(winners.size).toBe(200);
    for (const { opinionId, answer } of refused) expect((answer as ClaimConflict).claim.holder.id).toBe(winners.get(opinionId));
  }, 60_000);
});

describe("a claim", () => {
  test("is refused to a colleague with the holder's name in both languages", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    const refusal = await failureOf<ClaimConflict>(claim(opinion, tuan));
    expect(refusal.words.vi).toContain("Mai Hạnh");
    expect(refusal.words.en).toContain("Mai Hạnh");
  });

  test("made again by its holder is the same claim, and counts longer", async () => {
    const opinion = await world.anOpinion();
    const first = await claim(opinion, mai);
    world.clock.moveBy(LEASE_MS / 2);
    const again = await claim(opinion, mai);
    expect(again.fencingNumber).toBe(first.fencingNumber);
    expect(again.expiresAt.getTime()).toBe(first.expiresAt.getTime() + LEASE_MS / 2);
  });

  test("no longer counts when its lease has ended, and the next one has a higher number", async () => {
    const opinion = await world.anOpinion();
    const first = await claim(opinion, mai);
    world.clock.moveBy(LEASE_MS);
    expect(await holderOf(opinion)).toBeUndefined();
    const next = await claim(opinion, tuan);
    expect(next.fencingNumber).toBe(first.fencingNumber + 1);
    expect(await holderOf(opinion)).toBe("Trần Tuấn");
  });

  test("lives on while it is renewed, and cannot be renewed once it has ended", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    for (let times = 0; times < 3; times += 1) {
      world.clock.moveBy(LEASE_MS - 1);
      expect(await world.domain.claims.renew({ kind: "OPINION", ids: [opinion.id] }, mai)).toHaveLength(1);
    }
    world.clock.moveBy(LEASE_MS);
    expect(await world.domain.claims.renew({ kind: "OPINION", ids: [opinion.id] }, mai)).toEqual([]);
  });

  test("is renewed and given back by its holder alone", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    expect(await world.domain.claims.renew({ kind: "OPINION", ids: [opinion.id] }, tuan)).toEqual([]);
    expect(await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, tuan)).toEqual([]);
    expect(await holderOf(opinion)).toBe("Mai Hạnh");
    expect(await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, mai)).toEqual([opinion.id]);
    expect(await holderOf(opinion)).toBeUndefined();
  });

  test("stands in the log by ids alone, and so does its end, given back or run out", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, mai);
    await claim(opinion, tuan);
    world.clock.moveBy(LEASE_MS);
    expect(await world.domain.claims.releaseExpired()).toBeGreaterThan(0);
    const told = (await eventsOn(opinion.id)).slice(1);
    expect(told.map(({ name }) => name)).toEqual(["OpinionClaimed", "OpinionClaimReleased", "OpinionClaimed", "OpinionClaimReleased"]);
    expect(told.at(-1)?.payload).toEqual({ unitId: opinion.unitId, holderId: tuan.id });
  });

  test("leaves no trace of its holder in its row when it has ended", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, mai);
    const rows = await world.domain.dataSource.query("SELECT holder_id, expires_at, fencing_number FROM claim WHERE subject_id = $1", [opinion.id]);
    expect(rows).toEqual([{ holder_id: null, expires_at: null, fencing_number: 1 }]);
  });

  test("is refused outside of one's units as for what is not there, and to whoever may only read", async () => {
    const stranger = await world.aStaffMember({ role: "MODERATOR", unit: "plantB" });
    const reader = await world.aStaffMember({ role: "EDITOR" });
    const opinion = await world.anOpinion({ unit: "plantA" });
    await expect(claim(opinion, stranger)).rejects.toThrow(OpinionNotFound);
    await expect(claim({ id: "none" }, stranger)).rejects.toThrow(OpinionNotFound);
    await expect(claim(opinion, reader)).rejects.toThrow(NotAllowed);
  });
});

describe("deciding", () => {
  test("on what a colleague holds is refused with their name, and changes nothing", async () => {
    const opinion = await world.anOpinion();
    await claim(opinion, mai);
    const refusal = await failureOf<ClaimConflict>(setAside(opinion, tuan));
    expect(refusal.claim.holder.name).toBe("Mai Hạnh");
    expect((await world.domain.opinions.read(opinion.id, mai))?.status).toBe("RECEIVED");
  });

  test("is possible as ever on what nobody holds", async () => {
    expect((await setAside(await world.anOpinion(), tuan)).status).toBe("SET_ASIDE");
  });

  test("ends one's own claim", async () => {
    const opinion = await world.anOpinion();
    const { fencingNumber } = await claim(opinion, mai);
    await setAside(opinion, mai, fencingNumber);
    expect(await holderOf(opinion)).toBeUndefined();
  });

  test("with the number of an ended claim comes too late once there was a newer one, even when that was given back", async () => {
    const opinion = await world.anOpinion();
    const { fencingNumber } = await claim(opinion, mai);
    world.clock.moveBy(LEASE_MS);
    await claim(opinion, tuan);
    await expect(setAside(opinion, mai, fencingNumber)).rejects.toThrow(ClaimConflict);
    await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, tuan);
    await expect(setAside(opinion, mai, fencingNumber)).rejects.toThrow(ClaimOutdated);
  });

  test("however claims, ends, releases and saves follow each other, a save with a number stands only while no newer claim was made and nobody else holds it", async () => {
    const people = [mai, tuan] as const;
    const step = fc.record({ who: fc.constantFrom(0, 1), what: fc.constantFrom("claim", "release", "expire", "save") });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        let opinion = await world.anOpinion();
        let newest = 0;
        let holder: number | undefined;
        const known: [number | undefined, number | undefined] = [undefined, undefined];
        for (const { who, what } of steps) {
          const person = people[who] ?? mai;
          if (what === "claim") {
            const answer = await claim(opinion, person).catch((error: unknown) => error);
            expect(answer instanceof ClaimConflict).toBe(holder !== undefined && holder !== who);
            if (answer instanceof Error) continue;
            const { fencingNumber } = answer as { fencingNumber: number };
            expect(fencingNumber).toBe(holder === who ? newest : newest + 1);
            [newest, holder] = [fencingNumber, who];
            known[who as 0 | 1] = fencingNumber;
          } else if (what === "release") {
            await world.domain.claims.release({ kind: "OPINION", ids: [opinion.id] }, person);
            if (holder === who) holder = undefined;
          } else if (what === "expire") {
            world.clock.moveBy(LEASE_MS);
            holder = undefined;
          } else {
            const number = known[who as 0 | 1];
            const mayStand = (holder === undefined || holder === who) && (number === undefined || number === newest);
            const on = { opinionId: opinion.id, expectedVersion: opinion.version, urgency: "SOON", fencingNumber: number } as const;
            const saved = await world.domain.opinions.triage(on, person).catch((error: unknown) => error);
            expect(!(saved instanceof Error)).toBe(mayStand);
            if (saved instanceof Error) continue;
            opinion = saved as Opinion;
            holder = undefined;
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe("the next opinions", () => {
  test("are the most urgent and then the oldest that nobody holds", async () => {
    const own = await aWorld();
    const lan = await own.aStaffMember({ role: "MODERATOR" });
    const minh = await own.aStaffMember({ role: "MODERATOR" });
    const opinions: Opinion[] = [];
    for (let count = 0; count < 4; count += 1) {
      opinions.push(await own.anOpinion());
      own.clock.moveBy(16 * 60_000);
    }
    const [oldest, held, urgent, newest] = opinions as [Opinion, Opinion, Opinion, Opinion];
    await own.domain.opinions.triage({ opinionId: urgent.id, expectedVersion: 1, urgency: "HOTSPOT" }, lan);
    await own.domain.claims.claim({ kind: "OPINION", id: held.id }, lan);
    const next = await own.domain.opinions.claimNext({ filter: { status: ["RECEIVED", "TRIAGED"] }, count: 3 }, minh);
    expect(next.map(({ id }) => id)).toEqual([urgent.id, oldest.id, newest.id]);
    expect(await own.domain.opinions.claimNext({ filter: {}, count: 25 }, minh)).toEqual([]);
  });

  test("are shared out without a double among ten moderators who ask at once, until none is left", async () => {
    const own = await aWorld();
    const moderators = await manyModerators(own, 10);
    await manyOpinions(own, 240);
    const batches = await Promise.all(moderators.map((who) => patiently(() => own.domain.opinions.claimNext({ filter: {}, count: 25 }, who))));
    const ids = batches.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await own.domain.opinions.claimNext({ filter: {}, count: 25 }, moderators[0] as TestStaff);
    expect(ids.length + rest.length).toBe(240);
  }, 30_000);

  test("come from one's own units only, and at most twenty-five at once", async () => {
    const own = await aWorld();
    const lan = await own.aStaffMember({ role: "MODERATOR", unit: "plantA" });
    await own.anOpinion({ unit: "plantB" });
    const inside = await own.anOpinion({ unit: "boilers" });
    await expect(own.domain.opinions.claimNext({ filter: {}, count: 26 }, lan)).rejects.toThrow();
    expect((await own.domain.opinions.claimNext({ filter: {}, count: 25 }, lan)).map(({ id }) => id)).toEqual([inside.id]);
  });
});

describe("an article", () => {
  test("that a colleague edits is not saved over, and an old number comes too late", async () => {
    const lan = await world.aStaffMember({ role: "EDITOR", name: "Nguyễn Lan" });
    const minh = await world.aStaffMember({ role: "EDITOR", name: "Lê Minh" });
    const draft = await world.aDraft(lan);
    const save = (who: TestStaff, fencingNumber?: number) =>
      world.domain.articles.save({ articleId: draft.id, expectedVersion: 1, content: A_CONTENT, opinionIds: [], fencingNumber }, who);
    const { fencingNumber } = await world.domain.claims.claim({ kind: "ARTICLE", id: draft.id }, lan);
    expect((await failureOf<ClaimConflict>(save(minh))).claim.holder.name).toBe("Nguyễn Lan");
    world.clock.moveBy(LEASE_MS);
    const next = await world.domain.claims.claim({ kind: "ARTICLE", id: draft.id }, minh);
    await world.domain.claims.release({ kind: "ARTICLE", ids: [draft.id] }, minh);
    await expect(save(lan, fencingNumber)).rejects.toThrow(ClaimOutdated);
    expect((await save(minh, next.fencingNumber)).version).toBe(2);
  });
});

/** Signing in is heavy on purpose, so one after the other. */
async function manyModerators({ aStaffMember }: World, count: number): Promise<TestStaff[]> {
  const moderators: TestStaff[] = [];
  for (let place = 0; place < count; place += 1) moderators.push(await aStaffMember({ role: "MODERATOR", name: `Người ${place}` }));
  return moderators;
}

async function manyOpinions({ domain }: World, count: number): Promise<{ id: string }[]> {
  const opinions = Array.from({ length: count }, (_, place) => ({ text: `Xe đưa đón đến muộn, lần thứ ${place}`, unitCode: UNITS.union.code }));
  const outcomes = await domain.intake.submitBatch({ channel: "PORTAL", opinions }, TEST);
  return outcomes.flatMap((outcome) => (outcome.kind === "ACCEPTED" ? [{ id: outcome.opinionId }] : []));
}

/** On a busy machine a connection may not open within its second; whoever clicked would click again. */
async function patiently<Value>(work: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
    }
  }
}
