import { describe, expect, test } from "vitest";
import type { StaffActor } from "../foundation/actor.ts";
import { canSetAside, canTriage, canUndo } from "./opinion.policy.ts";
import { isPossible, OPINION_STATUSES, SET_ASIDE_REASONS } from "./opinion-status.ts";

const UNIT = "a-unit";
const everywhere = new Set([UNIT]);
const moderator: StaffActor = {
  kind: "staff",
  id: "x",
  name: "Hà",
  locale: "VI",
  sessionId: "s",
  provedAt: new Date(0),
  isLimited: false,
  reach: { "opinion:read": everywhere, "opinion:triage": everywhere, "opinion:setAside": everywhere },
};

describe("the steps of an opinion", () => {
  test.each([
    ["TRIAGED", ["RECEIVED", "TRIAGED"]],
    ["SET_ASIDE", ["RECEIVED", "TRIAGED"]],
    ["ANSWERED", ["RECEIVED", "TRIAGED", "IN_CASE"]],
  ] as const)("%s is possible from %j only", (decision, from) => {
    expect(OPINION_STATUSES.filter((status) => isPossible(decision, status))).toEqual(from);
  });

  test("know no reason for setting aside but the five, and no 'other': criticism is welcome", () => {
    expect(SET_ASIDE_REASONS).toEqual(["SPAM", "OFF_TOPIC", "DUPLICATE", "ABUSIVE", "TEST"]);
  });

  test("are offered to a moderator where they are possible, and undoing where something stands", () => {
    const offered = (status: (typeof OPINION_STATUSES)[number], unitId = UNIT) =>
      [canTriage, canSetAside, canUndo].map((can) => can(moderator, { unitId, status }));
    expect(Object.fromEntries(OPINION_STATUSES.map((status) => [status, offered(status)]))).toEqual({
      RECEIVED: [true, true, false],
      TRIAGED: [true, true, true],
      IN_CASE: [false, false, false],
      ANSWERED: [false, false, false],
      SET_ASIDE: [false, false, true],
      WITHDRAWN: [false, false, false],
    });
    expect(offered("RECEIVED", "another unit")).toEqual([false, false, false]);
  });
});
