import { NotAllowed } from "@langnghe/domain/foundation";
import {
  type Opinion,
  OpinionConflict,
  OpinionNotFound,
  type OpinionService,
  OpinionStepImpossible,
  SET_ASIDE_REASONS,
} from "@langnghe/domain/opinions";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { TOPICS } from "../support/small-union.ts";
import { aWorld, type TestStaff, type World } from "../support/world.ts";

let world: World;
let opinions: OpinionService;
let moderator: TestStaff;
let colleague: TestStaff;
beforeAll(async () => {
  world = await aWorld();
  opinions = world.domain.opinions;
  moderator = await world.aStaffMember({ role: "MODERATOR", unit: "plantA" });
  colleague = await world.aStaffMember({ role: "MODERATOR", name: "Quốc Bảo" });
});

const anOpinion = () => world.anOpinion({ unit: "boilers" });
const seen = ({ id, version }: Opinion) => ({ opinionId: id, expectedVersion: version });
const historyOf = async ({ id }: Opinion) =>
  (await opinions.findHistories([id])).map(({ kind, statusAfter, decidedByStaffId }) => [kind, statusAfter, decidedByStaffId]);

describe("a moderator", () => {
  test("triages with a topic and an urgency, and again with another; what is left out stays", async () => {
    const triaged = await opinions.triage({ ...seen(await anOpinion()), topicId: TOPICS.wages, urgency: "SOON" }, moderator);
    expect(triaged).toMatchObject({ status: "TRIAGED", topicId: TOPICS.wages, urgency: "SOON", version: 2 });
    const again = await opinions.triage({ ...seen(triaged), urgency: "HOTSPOT" }, moderator);
    expect(again).toMatchObject({ status: "TRIAGED", topicId: TOPICS.wages, urgency: "HOTSPOT", version: 3 });
  });

  test.each(SET_ASIDE_REASONS)("sets aside as %s, which deletes nothing", async (reason) => {
    const opinion = await anOpinion();
    const aside = await opinions.setAside({ ...seen(opinion), reason }, moderator);
    expect(aside).toMatchObject({ status: "SET_ASIDE", setAsideReason: reason, text: opinion.text });
    expect(await opinions.read(opinion.id, moderator)).toMatchObject({ status: "SET_ASIDE", text: opinion.text });
  });

  test("takes each decision back, down to the opinion as it came, and then there is nothing to take back", async () => {
    const received = await anOpinion();
    const triaged = await opinions.triage({ ...seen(received), topicId: TOPICS.safety, urgency: "URGENT" }, moderator);
    const aside = await opinions.setAside({ ...seen(triaged), reason: "DUPLICATE" }, moderator);
    const back = await opinions.undoDecision(seen(aside), moderator);
    expect(back).toMatchObject({ status: "TRIAGED", setAsideReason: null, topicId: TOPICS.safety, urgency: "URGENT" });
    const asItCame = await opinions.undoDecision(seen(back), moderator);
    expect(asItCame).toMatchObject({ status: "RECEIVED", setAsideReason: null, topicId: null, urgency: "ROUTINE", version: 5 });
    expect(await failureOf(opinions.undoDecision(seen(asItCame), moderator))).toBeInstanceOf(OpinionStepImpossible);
  });

  test("may decide anew after an undo, and the history tells it all in order", async () => {
    const aside = await opinions.setAside({ ...seen(await anOpinion()), reason: "SPAM" }, moderator);
    const back = await opinions.undoDecision(seen(aside), colleague);
    const triaged = await opinions.triage(seen(back), moderator);
    expect(await historyOf(triaged)).toEqual([
      ["SET_ASIDE", "SET_ASIDE", moderator.id],
      ["UNDONE", "RECEIVED", colleague.id],
      ["TRIAGED", "TRIAGED", moderator.id],
    ]);
    expect(await opinions.undoDecision(seen(triaged), moderator)).toMatchObject({ status: "RECEIVED" });
  });

  test("who decides on an old version hears whose decision came first, and changes nothing", async () => {
    const opinion = await anOpinion();
    await opinions.triage({ ...seen(opinion), urgency: "SOON" }, colleague);
    const conflict = await failureOf<OpinionConflict>(opinions.setAside({ ...seen(opinion), reason: "SPAM" }, moderator));
    expect(conflict).toBeInstanceOf(OpinionConflict);
    expect(conflict.latest).toMatchObject({ kind: "TRIAGED", decidedByStaffId: colleague.id });
    expect(conflict.opinion).toMatchObject({ status: "TRIAGED", version: 2 });
  });

  test("cannot take a step that does not lead on from the state", async () => {
    const aside = await opinions.setAside({ ...seen(await anOpinion()), reason: "TEST" }, moderator);
    for (const step of [opinions.triage(seen(aside), moderator), opinions.setAside({ ...seen(aside), reason: "SPAM" }, moderator)]) {
      expect(await failureOf(step)).toBeInstanceOf(OpinionStepImpossible);
    }
  });

  test("cannot name a topic that is none", async () => {
    const opinion = await anOpinion();
    for (const topicId of ["", "wages", opinion.id])
      await expect(opinions.triage({ ...seen(opinion), topicId }, moderator)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("finds a foreign opinion as little as one that does not exist", async () => {
    const foreign = await world.anOpinion({ unit: "plantB" });
    for (const opinionId of [foreign.id, "00000000-0000-4000-8000-000000000999", "none"]) {
      const on = { opinionId, expectedVersion: 1 };
      expect(await opinions.read(opinionId, moderator)).toBeNull();
      const failures = [
        opinions.triage(on, moderator),
        opinions.setAside({ ...on, reason: "SPAM" }, moderator),
        opinions.undoDecision(on, moderator),
      ].map(failureOf);
      for (const failure of await Promise.all(failures)) expect(failure).toBeInstanceOf(OpinionNotFound);
    }
    expect(await opinions.read(foreign.id, colleague)).toMatchObject({ status: "RECEIVED", version: 1 });
  });
});

describe("somebody with fewer rights", () => {
  test("who handles cases triages and cannot set aside or undo it", async () => {
    const handler = await world.aStaffMember({ role: "CASE_HANDLER", unit: "plantA" });
    const triaged = await opinions.triage(seen(await anOpinion()), handler);
    expect(await failureOf(opinions.setAside({ ...seen(triaged), reason: "SPAM" }, handler))).toBeInstanceOf(NotAllowed);
    const aside = await opinions.setAside({ ...seen(triaged), reason: "SPAM" }, moderator);
    expect(await failureOf(opinions.undoDecision(seen(aside), handler))).toBeInstanceOf(NotAllowed);
  });

  test("who edits may read and decide nothing", async () => {
    const editor = await world.aStaffMember({ role: "EDITOR", unit: "plantA" });
    const opinion = await anOpinion();
    expect(await opinions.read(opinion.id, editor)).toMatchObject({ text: opinion.text });
    expect(await failureOf(opinions.triage(seen(opinion), editor))).toBeInstanceOf(NotAllowed);
    expect(await failureOf(opinions.undoDecision(seen(opinion), editor))).toBeInstanceOf(Error);
  });
});

describe("two moderators at one opinion", () => {
  type Act = (opinion: Opinion, actor: TestStaff) => Promise<Opinion>;
  const ACTS: Readonly<Record<string, Act>> = {
    triage: (opinion, actor) => opinions.triage({ ...seen(opinion), urgency: "SOON" }, actor),
    setAside: (opinion, actor) => opinions.setAside({ ...seen(opinion), reason: "OFF_TOPIC" }, actor),
    undo: (opinion, actor) => opinions.undoDecision(seen(opinion), actor),
  };
  const anAct = fc.constantFrom(...Object.keys(ACTS));

  test("end, in every interleaving, with one decision and one conflict that names it", async () => {
    await fc.assert(
      fc.asyncProperty(anAct, anAct, fc.scheduler(), async (one, other, scheduler) => {
        const opinion = await opinions.triage(seen(await anOpinion()), colleague);
        const act = async (name: string, actor: TestStaff) => {
          await scheduler.schedule(Promise.resolve(), name);
          return ACTS[name]?.(opinion, actor);
        };
        const both = Promise.allSettled([act(one, moderator), act(other, colleague)]);
        await scheduler.waitAll();
        const [a, b] = await both;
        expect([a.status, b.status].toSorted()).toEqual(["fulfilled", "rejected"]);
        const conflict = (a.status === "rejected" ? a.reason : b.status === "rejected" ? b.reason : undefined) as OpinionConflict;
        expect(conflict).toBeInstanceOf(OpinionConflict);
        expect(conflict.latest?.decidedByStaffId).toBe(a.status === "fulfilled" ? moderator.id : colleague.id);
        expect(await opinions.findHistories([opinion.id])).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });

  test("or twenty of them end with one decision", async () => {
    const opinion = await anOpinion();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => opinions.triage(seen(opinion), moderator)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(all.filter((each) => each.status === "rejected" && each.reason instanceof OpinionConflict)).toHaveLength(19);
  });
});

describe("any walk of decisions", () => {
  test("taken back one by one leaves the opinion as it came", async () => {
    const aStep = fc.oneof(
      fc.record({
        topicId: fc.constantFrom(TOPICS.wages, TOPICS.safety),
        urgency: fc.constantFrom("ROUTINE" as const, "SOON" as const, "HOTSPOT" as const),
      }),
      fc.constant("setAside" as const),
      fc.constant("undo" as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 7 }), async (steps) => {
        let opinion = await anOpinion();
        const standing = [opinion];
        for (const step of steps) {
          if (step === "undo" && standing.length === 1) continue;
          if (step !== "undo" && opinion.status === "SET_ASIDE") continue;
          if (step === "undo") opinion = await opinions.undoDecision(seen(opinion), moderator);
          else if (step === "setAside") opinion = await opinions.setAside({ ...seen(opinion), reason: "ABUSIVE" }, moderator);
          else opinion = await opinions.triage({ ...seen(opinion), ...step }, moderator);
          if (step === "undo") {
            standing.pop();
            const { version: _then, ...before } = standing.at(-1) as Opinion;
            expect(opinion).toMatchObject(before);
          } else standing.push(opinion);
        }
        while (standing.length > 1) {
          opinion = await opinions.undoDecision(seen(opinion), moderator);
          standing.pop();
        }
        expect(opinion).toMatchObject({ status: "RECEIVED", setAsideReason: null, topicId: null, urgency: "ROUTINE" });
      }),
      { numRuns: 25 },
    );
  });
});
