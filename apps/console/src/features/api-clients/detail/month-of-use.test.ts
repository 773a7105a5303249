import { expect, test } from "vitest";
import { monthOfUse } from "./month-of-use.ts";

const NOW = new Date("2026-11-23T18:30:00Z");

test("thirty days end with today by the clock in Viet Nam, quiet ones among them", () => {
  const { bars } = monthOfUse([{ __typename: "ApiClientDay", day: "2026-11-24", calls: 3, cost: 30, refusals: [] }], NOW);
  expect(bars).toHaveLength(30);
  expect(bars[0]?.day).toBe("2026-10-26");
  expect(bars[29]).toEqual({ day: "2026-11-24", calls: 3, cost: 30, refused: 0 });
});

test("calls, points and refusals are added up, the most frequent reason first", () => {
  const day = (date: string, refusals: readonly [string, number][]) => ({
    __typename: "ApiClientDay" as const,
    day: date,
    calls: 10,
    cost: 5,
    refusals: refusals.map(([code, count]) => ({ __typename: "ApiClientRefusalCount" as const, code, count })),
  });
  const { calls, cost, refused, refusals } = monthOfUse(
    [
      day("2026-11-22", [["FORBIDDEN", 2]]),
      day("2026-11-23", [
        ["KEY_EXPIRED", 3],
        ["FORBIDDEN", 2],
      ]),
    ],
    NOW,
  );
  expect([calls, cost, refused]).toEqual([20, 10, 7]);
  expect(refusals).toEqual([
    { code: "FORBIDDEN", count: 4 },
    { code: "KEY_EXPIRED", count: 3 },
  ]);
});
